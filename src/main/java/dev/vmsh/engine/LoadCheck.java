package dev.vmsh.engine;

/**
 * A question about the rows that a load is about to write.
 *
 * @param name what it looks for, lower case with underscores
 * @param query returns the offending rows, or at least one of each sort; none if all is well
 * @param message what to tell the user if there are any
 * @param blocking whether the load must not go on then; otherwise a warning is enough
 */
public record LoadCheck(String name, String query, String message, boolean blocking) {}
