package dev.vmsh.sql;

import java.util.Optional;

/**
 * A place in a statement where a table is named.
 *
 * @param name as written, normalised, without the environment
 * @param environment what follows {@code @}: {@code orders@dev}; as written, without quotes
 * @param start offset of the name's first character in the statement
 * @param end offset after the last character, the environment included
 * @param written whether the statement creates, changes or drops it; else it is read
 */
public record TableReference(TableName name, Optional<String> environment, int start, int end, boolean written) {}
