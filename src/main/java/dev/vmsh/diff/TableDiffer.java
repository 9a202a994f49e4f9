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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Compares two tables of one database by asking as few questions as will do: whether number and fingerprint of the rows are equal; if
 * not, which keys differ, and what differs in their rows; and only if somebody wants to see them, for samples.
 */
public final class TableDiffer {
    /** Asks a database. */
    public interface Questions {
        /** The rows that {@code query} returns, values as an engine's rows give them. There are only ever a few. */
        List<List<Object>> rows(String query);

        /** Names and types of a query's columns, without running it. */
        List<Column> describe(String query);

        /**
         * Keeps the rows of {@code query} in a temporary table, which ends with the session at the latest.
         *
         * @return whether the session may do that
         */
        boolean keep(String table, String query);

        /** Lets go of what was kept. */
        void forget(String table);
    }

    private static final String KEPT = "vmsh_differing_keys";

    private final Questions questions;
    private final TableComparison comparison;
    private final WholeTableQueries wholes;
    private final DifferingQueries differingKeys;
    private final PairQueries pairs;

    private TableDiffer(Questions questions, TableComparison comparison) {
        this.questions = questions;
        this.comparison = comparison;
        this.wholes = new WholeTableQueries(comparison);
        this.differingKeys = new DifferingQueries(comparison);
        this.pairs = new PairQueries(comparison);
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
            var untyped = new Projection(comparison);
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
        Profile profile = Profile.of(questions.rows(wholes.profile()));
        boolean same = sameRows(profile);
        Found found = same ? allMatch(profile) : comparison.keyed() ? byKey(profile) : bags(profile);
        return new TableDiffReport(
                comparison.source().label(),
                comparison.target().label(),
                comparison.source().table(),
                comparison.target().table(),
                model,
                comparison.keys().stream().map(KeyPart::shown).toList(),
                same ? Basis.FINGERPRINT : Basis.ROWS,
                comparison.schema(),
                Optional.of(found.rows()),
                comparison.keyed() ? found.mostDifferencesFirst() : List.of(),
                found.samples(),
                comparison.notesOn(found.rows()));
    }

    /** Whether the tables hold the same rows, as far as can be told without matching them. */
    private boolean sameRows(Profile profile) {
        if (profile.bothEmpty()) {
            return true;
        }
        if (profile.likelyDiffer()) {
            return false;
        }
        Optional<List<List<Object>>> fingerprints = wholes.fingerprints().map(questions::rows);
        return fingerprints.isPresent() && sameFingerprint(fingerprints.get());
    }

    private static boolean sameFingerprint(List<List<Object>> sides) {
        Object source = sides.get(0).get(1);
        Object target = sides.get(1).get(1);
        return source != null && Objects.deepEquals(source, target);
    }

    /** @param columns in the order of the comparison's columns */
    private record Found(RowCounts rows, List<ColumnMatch> columns, Samples samples) {
        List<ColumnMatch> mostDifferencesFirst() {
            return columns.stream()
                    .sorted(Comparator.comparingLong(ColumnMatch::differences).reversed())
                    .toList();
        }
    }

    // ---- equal fingerprints

    private Found allMatch(Profile profile) {
        long rows = profile.source().keyed();
        long duplicates = comparison.keyed() && rows > 0
                ? Counts.number(questions.rows(wholes.duplicates()).get(0).get(0))
                : 0;
        return new Found(
                rows(profile, rows, 0, 0, 0, duplicates, duplicates), columns(index -> 0L, rows), Samples.NONE);
    }

    // ---- by key

    private Found byKey(Profile profile) {
        return differingKeys
                .joined(profile)
                .flatMap(joined -> over(joined, differing -> ifUnique(profile, differing)))
                .orElseGet(() -> over(
                        differingKeys.grouped(), differing -> found(profile, differing, outline(profile, differing))));
    }

    /** What {@code work} finds in the rows of {@code query}, which are kept for it where that is possible. */
    private <T> T over(String query, Function<Differing, T> work) {
        if (!questions.keep(KEPT, query)) {
            return work.apply(Differing.again(query));
        }
        try {
            return work.apply(Differing.in(KEPT));
        } finally {
            questions.forget(KEPT);
        }
    }

    private Optional<Found> ifUnique(Profile profile, Differing joined) {
        Outline outline = outline(profile, joined);
        return outline.unique(profile) ? Optional.of(found(profile, joined, outline)) : Optional.empty();
    }

    private Outline outline(Profile profile, Differing differing) {
        return Outline.of(questions.rows(differingKeys.outline(differing)).get(0), profile.partlyNullKeys());
    }

    private Found found(Profile profile, Differing differing, Outline outline) {
        List<Object> counts = outline.pairs() == 0
                ? List.of()
                : questions.rows(pairs.counts(differing, outline)).get(0);
        long verified = counts.isEmpty() ? 0 : Counts.number(counts.get(0));
        long full = profile.source().keyed() - outline.rowsSource() + verified;
        long partial = outline.pairs() - verified;
        List<ColumnMatch> columns =
                columns(index -> counts.isEmpty() ? 0L : Counts.number(counts.get(1 + index)), full + partial);
        RowCounts rows = rows(
                profile,
                full,
                partial,
                outline.sourceOnly(),
                outline.targetOnly(),
                outline.duplicatesSource(),
                outline.duplicatesTarget());
        return new Found(rows, columns, samples(differing, outline, rows, columns));
    }

    private Samples samples(Differing differing, Outline outline, RowCounts rows, List<ColumnMatch> columns) {
        if (!comparison.options().samples()) {
            return Samples.NONE;
        }
        return new Samples(
                rows.partialMatch() > 0 ? changed(differing, outline, columns) : List.of(),
                rows.sourceOnly() > 0 ? only(pairs.only(differing, outline, true)) : List.of(),
                rows.targetOnly() > 0 ? only(pairs.only(differing, outline, false)) : List.of());
    }

    private List<Samples.Changed> changed(Differing differing, Outline outline, List<ColumnMatch> columns) {
        List<Integer> shown = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).differences() > 0)
                .boxed()
                .toList();
        int keyParts = comparison.keys().size();
        var changed = new ArrayList<Samples.Changed>();
        for (List<Object> row : questions.rows(pairs.changed(differing, outline, shown))) {
            var values = new LinkedHashMap<String, Samples.Values>();
            for (int i = 0; i < shown.size(); i++) {
                int at = keyParts + 3 * i;
                if (!Boolean.TRUE.equals(row.get(at + 2))) {
                    values.put(columns.get(shown.get(i)).name(), new Samples.Values(row.get(at), row.get(at + 1)));
                }
            }
            changed.add(new Samples.Changed(comparison.named(row, keyParts), values));
        }
        return changed;
    }

    // ---- whole rows

    private Found bags(Profile profile) {
        var bags = new BagQueries(comparison);
        List<Object> row = questions.rows(bags.counts()).get(0);
        RowCounts rows =
                rows(profile, Counts.number(row.get(0)), 0, Counts.number(row.get(1)), Counts.number(row.get(2)), 0, 0);
        Samples samples = !comparison.options().samples()
                ? Samples.NONE
                : new Samples(
                        List.of(),
                        rows.sourceOnly() > 0 ? only(bags.only(true)) : List.of(),
                        rows.targetOnly() > 0 ? only(bags.only(false)) : List.of());
        return new Found(rows, List.of(), samples);
    }

    // ---- pieces

    private static RowCounts rows(
            Profile profile,
            long full,
            long partial,
            long sourceOnly,
            long targetOnly,
            long duplicatesSource,
            long duplicatesTarget) {
        return new RowCounts(
                profile.source().keyed(),
                profile.target().keyed(),
                full,
                partial,
                sourceOnly,
                targetOnly,
                profile.source().nullKeys(),
                profile.target().nullKeys(),
                duplicatesSource,
                duplicatesTarget);
    }

    private List<ColumnMatch> columns(Function<Integer, Long> differences, long pairs) {
        return IntStream.range(0, comparison.columns().size())
                .mapToObj(i -> new ColumnMatch(comparison.columns().get(i).name(), differences.apply(i), pairs))
                .toList();
    }

    private List<Map<String, Object>> only(String query) {
        int values = comparison.keys().size() + comparison.columns().size();
        return questions.rows(query).stream()
                .map(row -> comparison.named(row, values))
                .toList();
    }
}
