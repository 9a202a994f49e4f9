/**
 * Reads a project's files into a {@link dev.vmsh.project.Project}, or says everything that is wrong with them. An edge:
 * only {@code Main} names its classes. Open {@code ProjectLoader} first.
 */
package dev.vmsh.project.files;
