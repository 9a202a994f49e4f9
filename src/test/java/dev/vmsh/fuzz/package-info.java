/**
 * Breaks the files of a project at random and looks at what is said about them. Open {@link dev.vmsh.fuzz.Fuzz} first; {@code scripts/fuzz}
 * runs it for long, {@code FuzzTest} for a moment.
 */
package dev.vmsh.fuzz;
