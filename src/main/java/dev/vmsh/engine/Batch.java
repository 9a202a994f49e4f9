package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What every load of a table has, whatever it does to the rows.
 *
 * @param target the physical table
 * @param exists whether {@code target} is already there
 * @param columns columns of {@code target} in order; types may be null where they are not known. Empty for a table that is made of the
 *     query's rows as they come
 * @param query the model's query as it is sent, without a semicolon; empty if it adds nothing
 * @param storage how the table is stored, should it be made: {@code WITH (...)} with a blank in front, or empty
 * @param id tells the temporary tables of this batch from those of others: 1 to 40 of {@code a-z 0-9 _}
 */
public record Batch(TableName target, boolean exists, List<Column> columns, String query, String storage, String id) {
    private static final Pattern ID = Pattern.compile("[a-z0-9_]{1,40}");

    /** Of a table that is stored as the engine does it by itself. */
    public Batch(TableName target, boolean exists, List<Column> columns, String query, String id) {
        this(target, exists, columns, query, "", id);
    }

    public Batch {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(query, "query");
        columns = List.copyOf(columns);
        if (columns.isEmpty() && exists) {
            throw new IllegalArgumentException("no columns for " + target);
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not usable in a table's name: " + id);
        }
    }

    /** The columns' names in quotes, in order: {@code "a", "b"}. */
    String columnList() {
        return SqlParts.names(columns);
    }

    /** The query's rows with the table's columns in the table's order, cast to their types where all of these are known. */
    String typedQuery() {
        return columns.isEmpty() ? query : SqlParts.typed(columns, query);
    }

    /** The query's rows with the table's columns in the table's order, typed as the query gives them. */
    String orderedQuery() {
        return "SELECT " + columnList() + " FROM (\n" + query + "\n) AS \"_subquery\"";
    }

    String targetName() {
        return target.quoted();
    }
}
