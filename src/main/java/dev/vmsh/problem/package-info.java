/**
 * Errors as values: what is wrong, where, and what to type next.
 * Knows nothing else of vmsh. Open {@link dev.vmsh.problem.VmshException} first.
 */
package dev.vmsh.problem;
