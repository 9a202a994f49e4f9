package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code @DEDUPLICATE(relation, [keys], ['column DESC', …])}: the first row per key. */
final class DeduplicateMacro implements MacroFunction {
    private static final Set<Dialect> WITH_QUALIFY = EnumSet.of(
            Dialect.DUCKDB,
            Dialect.BIGQUERY,
            Dialect.SNOWFLAKE,
            Dialect.REDSHIFT,
            Dialect.DATABRICKS,
            Dialect.CLICKHOUSE);

    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given = call.bind("relation", "partition_by", "order_by");
        Relation relation = Relation.required(given.required("relation"), call);
        List<String> keys = given.list("partition_by")
                .filter(list -> !list.isEmpty())
                .orElseThrow(() ->
                        call.wrong("The list of keys is missing", "Write @DEDUPLICATE(table, [key], ['column DESC'])"));
        List<String> order = given.list("order_by")
                .filter(list -> !list.isEmpty())
                .orElseThrow(
                        () -> call.wrong("The order is missing", "Write @DEDUPLICATE(table, [key], ['column DESC'])"));
        String orderBy = order.stream().map(item -> orderItem(item, call)).collect(Collectors.joining(", "));
        String number = "ROW_NUMBER() OVER (PARTITION BY " + String.join(", ", keys) + " ORDER BY " + orderBy + ")";
        String from = given.required("relation");
        if (WITH_QUALIFY.contains(call.dialect())) {
            return MacroResult.of("SELECT * FROM " + from + " QUALIFY " + number + " = 1");
        }
        String columns = relation.knownColumns(call)
                .map(known -> known.stream()
                        .map(column -> SqlText.name(column.name(), call.dialect()))
                        .collect(Collectors.joining(", ")))
                .orElse("*");
        return MacroResult.of(
                "SELECT " + columns + " FROM (SELECT *, " + number + " AS _w FROM " + from + ") AS _t WHERE _w = 1");
    }

    private static String orderItem(String item, MacroCall call) {
        if (Values.read(item, call.dialect()) instanceof MacroValue.Text text) {
            return text.value();
        }
        throw call.wrong("The order " + item + " must be a string", "Write it in quotes: 'column DESC'");
    }
}
