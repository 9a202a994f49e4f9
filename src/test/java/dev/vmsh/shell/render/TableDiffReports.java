package dev.vmsh.shell.render;

import dev.vmsh.diff.ColumnMatch;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.Samples;
import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffReport.Basis;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Comparisons to show. */
final class TableDiffReports {
    static final SchemaDiff SAME_SCHEMA = new SchemaDiff(List.of(), List.of(), List.of());

    private TableDiffReports() {}

    /** One in which everything differs that can. */
    static TableDiffReport orders() {
        var schema = new SchemaDiff(
                List.of(new Column("note", "VARCHAR")),
                List.of(new Column("old", "INTEGER")),
                List.of(new SchemaDiff.Retyped("amount", "INTEGER", "DECIMAL(10,2)")));
        var samples = new Samples(
                List.of(
                        new Samples.Changed(
                                row("id", 2),
                                row(
                                        "amount",
                                        new Samples.Values(10, new BigDecimal("10.50")),
                                        "name",
                                        new Samples.Values(null, "NULL"))),
                        new Samples.Changed(row("id", 3), row("name", new Samples.Values("a", "<b>&")))),
                List.of(row("id", 7, "amount", 1, "name", null)),
                List.of());
        return new TableDiffReport(
                "dev",
                "prod",
                TableName.of("physical", "orders_1"),
                TableName.of("physical", "orders_2"),
                Optional.of(TableName.of("shop", "orders")),
                List.of("id"),
                Basis.ROWS,
                schema,
                Optional.of(new RowCounts(1004, 1003, 1000, 3, 1, 0, 0, 0, 0, 0)),
                List.of(
                        new ColumnMatch("name", 2, 1003),
                        new ColumnMatch("amount", 1, 1003),
                        new ColumnMatch("day", 0, 1003)),
                samples,
                List.of("amount is compared by value although its type changed from INTEGER to DECIMAL(10,2)"));
    }

    static TableDiffReport same() {
        return new TableDiffReport(
                "dev",
                "prod",
                TableName.of("physical", "days_1"),
                TableName.of("physical", "days_2"),
                Optional.of(TableName.of("shop", "days")),
                List.of("day"),
                Basis.FINGERPRINT,
                SAME_SCHEMA,
                Optional.of(new RowCounts(7, 7, 7, 0, 0, 0, 0, 0, 0, 0)),
                List.of(new ColumnMatch("v", 0, 7)),
                Samples.NONE,
                List.of());
    }

    static TableDiffResult several() {
        return new TableDiffResult(
                "dev",
                "prod",
                false,
                List.of(same(), orders()),
                List.of(TableName.of("shop", "lines")),
                List.of(TableName.of("shop", "added")),
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    @SuppressWarnings("unchecked")
    private static <V> Map<String, V> row(Object... namesAndValues) {
        var row = new LinkedHashMap<String, V>();
        List<Object> all = Arrays.asList(namesAndValues);
        for (int i = 0; i < all.size(); i += 2) {
            row.put((String) all.get(i), (V) all.get(i + 1));
        }
        return row;
    }
}
