/**
 * Macro expansion: text and variables in, plain SQL out. Pure: no clock, no file, no database.
 * Open {@link dev.vmsh.macro.MacroExpander} first; {@link dev.vmsh.macro.TokenExpander} does the walking, and
 * {@link dev.vmsh.macro.MacroFunctions} is the table of built-in functions, one class each.
 */
package dev.vmsh.macro;
