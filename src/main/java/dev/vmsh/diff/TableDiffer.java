package dev.vmsh.diff;

import dev.vmsh.diff.TableDiffReport.Basis;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Compares two tables of one database by asking as few questions as will do: whether number and fingerprint of the rows are equal; if
 * not, how the rows match; and only if they do not match and somebody wants to see it, for samples.
 */
public final class TableDiffer {
    /** Asks a database. */
    public interface Questions {
        /** The rows that {@code query} returns, values as an engine's rows give them. There are only ever a few. */
        List<List<Object>> rows(String query);

        /** Names and types of a query's columns, without running it. */
        List<Column> describe(String query);
    }

    private final Questions questions;
    private final TableComparison comparison;
    private final ComparisonQueries queries;

    private TableDiffer(Questions questions, TableComparison comparison) {
        this.questions = questions;
        this.comparison = comparison;
        this.queries = new ComparisonQueries(comparison);
    }

    /**
     * Compares the tables.
     *
     * @param model the model that both tables belong to; empty for tables given by name
     * @param keys columns or expressions; empty for no key
     * @throws dev.vmsh.problem.UsageException if the options do not fit the tables
     */
    public static TableDiffReport compare(
            Questions questions,
            Dialect dialect,
            TableSide source,
            TableSide target,
            Optional<TableName> model,
            List<String> keys,
            TableDiffOptions options) {
        TableComparison comparison = TableComparison.of(source, target, dialect, keys, options);
        if (comparison.keyed()) {
            var untyped = new ComparisonQueries(comparison);
            comparison = comparison.withKeyTypes(
                    questions.describe(untyped.keyTypes(source)), questions.describe(untyped.keyTypes(target)));
        }
        return new TableDiffer(questions, comparison).report(model);
    }

    /** The report on one table that both sides read: nothing is asked. */
    public static TableDiffReport oneTable(
            String source, String target, TableName table, TableName model, List<String> keys) {
        return new TableDiffReport(
                source,
                target,
                table,
                table,
                Optional.of(model),
                keys,
                Basis.ONE_TABLE,
                SchemaDiff.NONE,
                Optional.empty(),
                List.of(),
                Samples.NONE,
                List.of());
    }

    private TableDiffReport report(Optional<TableName> model) {
        Profile profile = Profile.of(questions.rows(queries.profile()));
        Counted counted = profile.sameRows() ? allMatch(profile) : counted(profile);
        Samples samples = comparison.options().samples() ? samples(profile, counted) : Samples.NONE;
        return new TableDiffReport(
                comparison.source().label(),
                comparison.target().label(),
                comparison.source().table(),
                comparison.target().table(),
                model,
                comparison.keys().stream().map(KeyPart::shown).toList(),
                profile.sameRows() ? Basis.FINGERPRINT : Basis.ROWS,
                comparison.schema(),
                Optional.of(counted.rows()),
                comparison.keyed() ? counted.mostDifferencesFirst() : List.of(),
                samples,
                notes(counted.rows()));
    }

    /** @param columns in the order of the comparison's columns */
    private record Counted(RowCounts rows, List<ColumnMatch> columns) {
        List<ColumnMatch> mostDifferencesFirst() {
            return columns.stream()
                    .sorted(Comparator.comparingLong(ColumnMatch::differences).reversed())
                    .toList();
        }
    }

    private Counted allMatch(Profile profile) {
        return counted(profile, profile.source().keyed(), 0, 0, 0, index -> 0L);
    }

    private Counted counted(Profile profile) {
        List<Object> row = questions.rows(queries.counts(profile)).get(0);
        long full = Counts.number(row.get(0));
        long pairs = Counts.number(row.get(3));
        return counted(
                profile,
                full,
                pairs - full,
                Counts.number(row.get(1)),
                Counts.number(row.get(2)),
                index -> Counts.number(row.get(4 + index)));
    }

    private Counted counted(
            Profile profile,
            long full,
            long partial,
            long sourceOnly,
            long targetOnly,
            Function<Integer, Long> differences) {
        var rows = new RowCounts(
                profile.source().keyed(),
                profile.target().keyed(),
                full,
                partial,
                sourceOnly,
                targetOnly,
                profile.source().nullKeys(),
                profile.target().nullKeys(),
                profile.source().duplicateKeys(),
                profile.target().duplicateKeys());
        List<ColumnMatch> columns = !comparison.keyed()
                ? List.of()
                : IntStream.range(0, comparison.columns().size())
                        .mapToObj(i -> new ColumnMatch(
                                comparison.columns().get(i).name(), differences.apply(i), full + partial))
                        .toList();
        return new Counted(rows, columns);
    }

    private Samples samples(Profile profile, Counted counted) {
        RowCounts rows = counted.rows();
        return new Samples(
                rows.partialMatch() > 0 ? changed(profile, counted.columns()) : List.of(),
                rows.sourceOnly() > 0 ? only(profile, true) : List.of(),
                rows.targetOnly() > 0 ? only(profile, false) : List.of());
    }

    private List<Samples.Changed> changed(Profile profile, List<ColumnMatch> columns) {
        List<Integer> shown = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).differences() > 0)
                .boxed()
                .toList();
        int keys = comparison.keys().size();
        var changed = new ArrayList<Samples.Changed>();
        for (List<Object> row : questions.rows(queries.changed(profile, shown))) {
            var values = new LinkedHashMap<String, Samples.Values>();
            for (int i = 0; i < shown.size(); i++) {
                int at = keys + 3 * i;
                if (!Boolean.TRUE.equals(row.get(at + 2))) {
                    values.put(columns.get(shown.get(i)).name(), new Samples.Values(row.get(at), row.get(at + 1)));
                }
            }
            changed.add(new Samples.Changed(named(row, keys), values));
        }
        return changed;
    }

    private List<Map<String, Object>> only(Profile profile, boolean source) {
        int values = comparison.keys().size() + comparison.columns().size();
        return questions.rows(queries.only(profile, source)).stream()
                .map(row -> named(row, values))
                .toList();
    }

    /** The first {@code count} values by name: the parts of the key, then the columns. */
    private Map<String, Object> named(List<Object> row, int count) {
        int keys = comparison.keys().size();
        var named = new LinkedHashMap<String, Object>();
        for (int i = 0; i < count; i++) {
            String name = i < keys
                    ? comparison.keys().get(i).shown()
                    : comparison.columns().get(i - keys).name();
            named.put(name, row.get(i));
        }
        return named;
    }

    private List<String> notes(RowCounts rows) {
        var notes = new ArrayList<>(comparison.notes());
        if (rows.source() == 0 && rows.target() == 0) {
            notes.add(
                    comparison.options().where() == null
                            ? "both tables are empty"
                            : "no row of either table meets --where");
        }
        if (rows.nullKeys() > 0) {
            notes.add("%d rows of %s and %d of %s have NULL in their key; rows without any key are matched with nothing"
                    .formatted(
                            rows.nullKeysSource(),
                            comparison.source().label(),
                            rows.nullKeysTarget(),
                            comparison.target().label()));
        }
        if (rows.duplicateKeysSource() + rows.duplicateKeysTarget() > 0) {
            notes.add(
                    "the key is not unique: %d keys of %s and %d of %s belong to several rows; each row is paired once"
                            .formatted(
                                    rows.duplicateKeysSource(),
                                    comparison.source().label(),
                                    rows.duplicateKeysTarget(),
                                    comparison.target().label()));
        }
        return notes;
    }
}
