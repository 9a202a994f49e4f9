/**
 * The command line: one table of commands, one class per command, the session. The only room that prints.
 * Open {@code Commands} first.
 */
package dev.vmsh.shell;
