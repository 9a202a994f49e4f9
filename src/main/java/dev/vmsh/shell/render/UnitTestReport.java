package dev.vmsh.shell.render;

import dev.vmsh.sql.Column;
import dev.vmsh.work.Mismatch;
import dev.vmsh.work.TestResult;
import dev.vmsh.work.TestResult.Failure;
import dev.vmsh.work.TestResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How unit tests went, for people and for programs. */
public final class UnitTestReport {
    /** Pairs of columns beside each other before a new table begins. */
    private static final int PAIRS = 4;

    private static final int ROWS = 20;

    private static final int RULE = 70;

    private UnitTestReport() {}

    /**
     * What {@code test} answers.
     *
     * @param verbose a table for each column that differs
     */
    public static Report of(List<TestResult> results, Duration took, boolean verbose) {
        var rows = new ArrayList<List<Object>>();
        for (TestResult result : results) {
            rows.add(List.of(
                    result.test().name(),
                    result.test().model(),
                    result.status().id(),
                    message(result, verbose).strip(),
                    result.test().file()));
        }
        var listing = new Report.Listing(List.of("name", "model", "status", "message", "file"), rows);
        return new Report.Summary(listing, text(results, took, verbose));
    }

    /** One result that is not a success, in full. */
    public static String failure(TestResult result, boolean verbose) {
        return "%s %s (%s)\n%s"
                .formatted(
                        result.status().name(),
                        result.test().path(),
                        result.test().model(),
                        message(result, verbose).indent(2));
    }

    private static String text(List<TestResult> results, Duration took, boolean verbose) {
        var out = new StringBuilder();
        for (TestResult result : results) {
            if (result.status() != Status.PASS) {
                out.append(failure(result, verbose)).append('\n');
            } else if (verbose) {
                out.append("PASS ").append(result.test().path()).append('\n');
            }
            if (result.schema() != null) {
                out.append("The fixtures of ")
                        .append(result.test().name())
                        .append(" are in schema ")
                        .append(result.schema())
                        .append('\n');
            }
        }
        return out.append("-".repeat(RULE))
                .append('\n')
                .append(counts(results, took))
                .append('\n')
                .toString();
    }

    private static String counts(List<TestResult> results, Duration took) {
        if (results.isEmpty()) {
            return "There are no unit tests. Write one in tests/test_*.yaml, or let 'create_test MODEL' do it.";
        }
        var counts = new LinkedHashMap<Status, Integer>();
        results.forEach(result -> counts.merge(result.status(), 1, Integer::sum));
        String ran = "%s in %s: ".formatted(Phrases.count(results.size(), "test"), Phrases.duration(took));
        var parts = new ArrayList<String>();
        Map<Status, String> words = Map.of(
                Status.PASS, "passed", Status.FAIL, "failed", Status.ERROR, "could not be run", Status.SKIP, "skipped");
        for (Status status : Status.values()) {
            if (counts.containsKey(status)) {
                parts.add(counts.get(status) + " " + words.get(status));
            }
        }
        return ran + String.join(", ", parts) + ".";
    }

    private static String message(TestResult result, boolean verbose) {
        var out = new StringBuilder(result.message());
        for (Failure failure : result.failures()) {
            out.append(out.isEmpty() ? "" : "\n");
            out.append(failure.part().isEmpty() ? "" : "CTE " + failure.part() + ": ");
            out.append(text(failure.mismatch(), verbose));
        }
        return out.toString();
    }

    private static String text(Mismatch mismatch, boolean verbose) {
        if (mismatch instanceof Mismatch.UnknownColumns columns) {
            return "the result has no column %s; it has %s\n"
                    .formatted(String.join(", ", columns.unknown()), String.join(", ", columns.known()));
        }
        if (mismatch instanceof Mismatch.OtherRows rows) {
            return "Data mismatch (rows are different)\n"
                    + table("Missing rows", rows.columns(), rows.missing(), verbose)
                    + table("Unexpected rows", rows.columns(), rows.unexpected(), verbose);
        }
        return "Data mismatch\n" + cells(((Mismatch.OtherValues) mismatch).cells(), verbose);
    }

    private static String table(String title, List<Column> columns, List<List<Object>> rows, boolean verbose) {
        return rows.isEmpty() ? "" : title + ":\n" + shown(columns, rows, verbose);
    }

    private static String shown(List<Column> columns, List<List<Object>> rows, boolean verbose) {
        int more = verbose ? 0 : Math.max(0, rows.size() - ROWS);
        String table = TableText.of(ShownTable.of(columns, rows.subList(0, rows.size() - more)));
        return more == 0 ? table : table + "... and %s more; -v shows all\n".formatted(Phrases.count(more, "row"));
    }

    private static String cells(List<Mismatch.Cell> cells, boolean verbose) {
        Set<Column> differing = new LinkedHashSet<>();
        cells.forEach(cell -> differing.add(cell.column()));
        List<Column> all = List.copyOf(differing);
        var out = new StringBuilder();
        int pairs = verbose ? 1 : PAIRS;
        for (int from = 0; from < all.size(); from += pairs) {
            out.append(pairs(all.subList(from, Math.min(all.size(), from + pairs)), cells, verbose));
        }
        return out.toString();
    }

    /** A table of the rows in which one of {@code columns} differs: expected and actual beside each other. */
    private static String pairs(List<Column> columns, List<Mismatch.Cell> cells, boolean verbose) {
        var header = new ArrayList<Column>();
        header.add(new Column("Row", "integer"));
        for (Column column : columns) {
            header.add(new Column(column.name() + ": Expected", column.type()));
            header.add(new Column(column.name() + ": Actual", column.type()));
        }
        Map<Integer, List<Object>> rows = new TreeMap<>();
        for (Mismatch.Cell cell : cells) {
            int at = columns.indexOf(cell.column());
            if (at >= 0) {
                List<Object> row = rows.computeIfAbsent(cell.row(), number -> blank(number, header.size()));
                row.set(2 * at + 1, cell.expected() == null ? Cell.NULL : cell.expected());
                row.set(2 * at + 2, cell.actual() == null ? Cell.NULL : cell.actual());
            }
        }
        return shown(header, List.copyOf(rows.values()), verbose);
    }

    private static List<Object> blank(int row, int width) {
        var blank = new ArrayList<Object>();
        blank.add(row);
        for (int i = 1; i < width; i++) {
            blank.add("");
        }
        return blank;
    }
}
