package dev.vmsh.sql;

import java.util.Map;
import java.util.Set;

/**
 * Where the columns of a query come from.
 *
 * @param outputs for each output column, in order, the table columns that its value is made of
 * @param read for each table, its columns that the query uses anywhere
 */
record ColumnOrigins(Map<String, Set<ColumnRef>> outputs, Map<TableName, Set<String>> read) {}
