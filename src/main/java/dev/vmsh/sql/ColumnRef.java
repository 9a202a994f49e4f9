package dev.vmsh.sql;

/**
 * A column of a table.
 *
 * @param column normalised, without quotes
 */
public record ColumnRef(TableName table, String column) {}
