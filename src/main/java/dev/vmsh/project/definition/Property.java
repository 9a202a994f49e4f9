package dev.vmsh.project.definition;

/**
 * A name and a value in a MODEL, AUDIT or kind block.
 *
 * @param name lower case
 * @param offset where the name stands in its file
 */
record Property(String name, int offset, Value value) {}
