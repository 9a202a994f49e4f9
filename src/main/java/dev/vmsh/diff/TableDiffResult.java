package dev.vmsh.diff;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to a {@link TableDiffRequest}.
 *
 * @param single whether one pair of tables was asked for, rather than however many there are
 * @param reports one for each pair of tables that was compared, by model name
 * @param shared models for which both environments read one table
 * @param sourceOnly models that the target does not have
 * @param targetOnly models that the source does not have
 * @param withoutTable models that have no table on some side, such as EMBEDDED ones, and differ
 * @param failures why models could not be compared
 * @param notes what people should know of the two sides, in whole sentences
 */
public record TableDiffResult(
        String source,
        String target,
        boolean single,
        List<TableDiffReport> reports,
        List<TableName> shared,
        List<TableName> sourceOnly,
        List<TableName> targetOnly,
        List<TableName> withoutTable,
        Map<TableName, VmshException> failures,
        List<String> notes) {
    public TableDiffResult {
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        notes = List.copyOf(notes);
        reports = List.copyOf(reports);
        shared = List.copyOf(shared);
        sourceOnly = List.copyOf(sourceOnly);
        targetOnly = List.copyOf(targetOnly);
        withoutTable = List.copyOf(withoutTable);
    }

    public static TableDiffResult of(TableDiffReport report) {
        return new TableDiffResult(
                report.source(),
                report.target(),
                true,
                List.of(report),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    /** Whether nothing differs: what an exit code can tell. */
    public boolean identical() {
        return reports.stream().allMatch(TableDiffReport::identical) && sourceOnly.isEmpty() && targetOnly.isEmpty();
    }

    /** For {@code --format json}: the report for a single pair of tables, else an array of reports, those that failed last. */
    public Object json() {
        if (single && reports.size() == 1) {
            return TableDiffJson.of(reports.get(0));
        }
        var all = new ArrayList<Object>();
        reports.forEach(report -> all.add(TableDiffJson.of(report)));
        failures.forEach((model, failure) -> all.add(TableDiffJson.failure(source, target, model, failure)));
        return all;
    }
}
