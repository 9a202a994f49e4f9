package dev.vmsh.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What one parser made of a query, beyond its table references. Each answer is worked out when asked for. */
sealed interface Understanding permits JSqlUnderstanding, DuckDbUnderstanding, TrinoUnderstanding {
    References references();

    /** As {@link Query#canonical()}. */
    String canonical();

    /** As {@link Query#columns}. */
    Optional<List<Column>> columns(Function<TableName, Optional<List<Column>>> schemas);

    /** Where columns come from; empty if that cannot be told. */
    Optional<ColumnOrigins> origins(Function<TableName, Optional<List<Column>>> schemas);

    /** As {@link Query#columnFaults}. */
    List<String> columnFaults(Function<TableName, Optional<List<Column>>> schemas);

    /** The insertions that name every output column, as {@code target} writes them. */
    List<Rewritten.Edit> outputNames(Dialect target);
}
