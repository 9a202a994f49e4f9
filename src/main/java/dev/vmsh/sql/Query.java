package dev.vmsh.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One query (SELECT, set operation, VALUES, FROM-first), read. Immutable and safe for use by several threads. Obtained from
 * {@link SqlReader#query}; whichever parser understood the text is hidden.
 */
public interface Query {
    /** The text that was read, without a trailing semicolon. */
    String text();

    /**
     * The form that two texts share exactly when they differ only in white space, comments, keyword case, and redundant parentheses;
     * prefixed by the name and version of the canonicaliser.
     */
    String canonical();

    /** Tables the query reads, as written, normalised; names bound by WITH are not tables. In order of appearance. */
    Set<TableName> tables();

    /**
     * The names and, where they can be told, the types of the result's columns.
     *
     * @param schemas columns of the tables read; empty for a table that is not known
     * @return empty if a star stands over a table whose columns are not known, or the text is beyond the parser
     */
    Optional<List<Column>> columns(Function<TableName, Optional<List<Column>>> schemas);

    /**
     * Which of its columns the query uses of each table it reads, in any clause.
     *
     * @param schemas columns of the tables read; empty for a table that is not known
     * @return empty if it cannot be told with certainty
     */
    Optional<Map<TableName, Set<String>>> columnsRead(Function<TableName, Optional<List<Column>>> schemas);

    /**
     * For each output column, in order, the columns of tables that its value is made of; conditions and joins do not count.
     *
     * @param schemas columns of the tables read; empty for a table that is not known
     * @return empty if it cannot be told with certainty
     */
    Optional<Map<String, Set<ColumnRef>>> lineage(Function<TableName, Optional<List<Column>>> schemas);

    /**
     * Columns that the query names and that are in none of the tables it reads there, or in several; each a sentence. What cannot be told
     * with certainty is not a fault.
     *
     * @param schemas columns of the tables read; empty for a table that is not known
     */
    List<String> columnFaults(Function<TableName, Optional<List<Column>>> schemas);

    /**
     * The same text reading other tables. Nothing but the table references (and qualifiers that named them) is touched; a reference
     * without an alias gets one, so that the column qualifiers in the query go on working.
     *
     * @param replacements what to put for a table; empty leaves it as it is
     * @throws SqlException if a reference cannot be replaced with certainty
     */
    Rewritten replaceTables(Function<TableName, Optional<Replacement>> replacements);

    /**
     * As {@link #replaceTables}, with an explicit alias for each output column whose name engines would make up differently.
     *
     * @throws SqlException if a reference cannot be replaced with certainty
     */
    Rewritten withNamedOutputs(Function<TableName, Optional<Replacement>> replacements);

    /** What a table reference becomes. */
    sealed interface Replacement {
        /** Another table or view. */
        record Table(TableName table) implements Replacement {}

        /** A query in parentheses. */
        record Subquery(String sql) implements Replacement {}
    }
}
