package dev.vmsh.diff;

import dev.vmsh.sql.TableName;
import java.util.List;

/**
 * The answer to a {@link TableDiffRequest}.
 *
 * @param single whether one pair of tables was asked for, rather than however many there are
 * @param reports one for each pair of tables that was compared, by model name
 * @param shared models for which both environments read one table
 * @param sourceOnly models that the target does not have
 * @param targetOnly models that the source does not have
 * @param withoutTable models that have no table on some side, such as EMBEDDED ones, and differ
 */
public record TableDiffResult(
        String source,
        String target,
        boolean single,
        List<TableDiffReport> reports,
        List<TableName> shared,
        List<TableName> sourceOnly,
        List<TableName> targetOnly,
        List<TableName> withoutTable) {
    public TableDiffResult {
        reports = List.copyOf(reports);
        shared = List.copyOf(shared);
        sourceOnly = List.copyOf(sourceOnly);
        targetOnly = List.copyOf(targetOnly);
        withoutTable = List.copyOf(withoutTable);
    }

    public static TableDiffResult of(TableDiffReport report) {
        return new TableDiffResult(
                report.source(), report.target(), true, List.of(report), List.of(), List.of(), List.of(), List.of());
    }

    /** Whether nothing differs: what an exit code can tell. */
    public boolean identical() {
        return reports.stream().allMatch(TableDiffReport::identical) && sourceOnly.isEmpty() && targetOnly.isEmpty();
    }

    /** For {@code --format json}: the report for a single pair of tables, else an array of reports. */
    public Object json() {
        return single && reports.size() == 1
                ? TableDiffJson.of(reports.get(0))
                : reports.stream().map(TableDiffJson::of).toList();
    }
}
