package dev.vmsh.sql;

import java.util.Map;
import java.util.Set;

/**
 * Where the columns of a query come from.
 *
 * @param outputs for each output column, in order, the table columns that its value is made of
 * @param read for each table, its columns that the query uses anywhere
 * @param deciding the columns that decide which rows come out: those of conditions, joins, groups, orders and the like
 */
record ColumnOrigins(Map<String, Set<ColumnRef>> outputs, Map<TableName, Set<String>> read, Set<ColumnRef> deciding) {
    /** Stands for an edit: what is made of it is what the edit reaches. */
    static final ColumnRef EDIT = new ColumnRef(TableName.of("", ""), "edit");
}
