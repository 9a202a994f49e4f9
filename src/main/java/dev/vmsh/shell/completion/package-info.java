/**
 * What could be typed next: commands and their arguments, and SQL through aliases and WITH names. Answers from memory; must not ask a
 * database or a file. Open {@link dev.vmsh.shell.completion.Completion} first.
 */
package dev.vmsh.shell.completion;
