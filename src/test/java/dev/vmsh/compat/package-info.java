/**
 * Opens, plans, edits and promotes projects that others wrote, in copies, and reports what worked. Not a test: the projects are not part of
 * this repository. Start at {@link dev.vmsh.compat.RealProjects}; {@code scripts/real-projects} runs it.
 */
package dev.vmsh.compat;
