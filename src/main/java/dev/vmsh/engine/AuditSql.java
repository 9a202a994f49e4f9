package dev.vmsh.engine;

import dev.vmsh.interval.Interval;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;

/** What is sent to find out whether an audit fails, and on which rows. */
public final class AuditSql {
    private AuditSql() {}

    /** One row with one number: how many rows {@code auditQuery} returns. */
    public static String count(String auditQuery) {
        return "SELECT COUNT(*) FROM (\n" + auditQuery + "\n) AS \"audit\"";
    }

    /** The first rows that {@code auditQuery} returns, in no special order. */
    public static String sample(String auditQuery, int rows) {
        return "SELECT * FROM (\n" + auditQuery + "\n) AS \"audit\" LIMIT " + rows;
    }

    /**
     * What {@code @this_model} stands for in an audit: the rows of the batch for a model with a time column, else the whole table.
     *
     * @param columns of {@code table}, with types
     * @param range what the batch covers; null to audit the whole table
     */
    public static String thisModel(Model model, TableName table, List<Column> columns, Interval range) {
        if (range == null || !(model.kind() instanceof Kind.IncrementalByTimeRange kind)) {
            return table.quoted();
        }
        Kind.TimeColumn time = kind.timeColumn();
        return columns.stream()
                .filter(column -> column.name().equals(time.name()))
                .findFirst()
                .map(column -> {
                    TimeWindow window = TimeWindow.of(column, time.format(), range);
                    return "(SELECT * FROM %s WHERE %s BETWEEN %s AND %s)"
                            .formatted(table.quoted(), TableName.quote(time.name()), window.low(), window.high());
                })
                .orElse(table.quoted());
    }
}
