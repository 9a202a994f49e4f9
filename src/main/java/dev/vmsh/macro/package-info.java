/**
 * Macro expansion: text and variables in, plain SQL out. Pure: no clock, no file, no database.
 * Open {@link dev.vmsh.macro.MacroExpander} first.
 */
package dev.vmsh.macro;
