/**
 * The terminal: line reader, completion, highlighting, paging, progress. An edge: only {@code Main} names its classes.
 */
package dev.vmsh.shell.jline;
