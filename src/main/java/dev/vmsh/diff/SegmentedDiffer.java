package dev.vmsh.diff;

import dev.vmsh.diff.TableDiffReport.Basis;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Compares tables of two engines. Each engine hashes its rows by segments; segments that differ are divided further, and only the rows
 * of those that still differ travel here, to be matched a segment at a time.
 */
public final class SegmentedDiffer {
    /** One of the two engines. */
    public interface Engine extends TableDiffer.Questions {
        Dialect dialect();

        /** The rows of a query, read as they are asked for. */
        Cursor open(String query);
    }

    /** Rows, one after the other. */
    public interface Cursor extends AutoCloseable {
        /** The next row; null after the last. */
        List<Object> next();

        @Override
        void close();
    }

    private static final int FIRST_DIVISION = 1024;
    private static final int FINEST_DIVISION = 1 << 22;
    private static final int FAN_OUT = 32;
    /** Fewer rows than this travel at once rather than be divided again. */
    private static final long WORTH_DIVIDING = 20_000;
    /** More segments than this are not listed one by one. */
    private static final int MOST_SEGMENTS = 100_000;
    /** A segment is held in memory; only a key that so many rows have makes one that large. */
    private static final int LARGEST_SEGMENT = 1_000_000;

    private final Engine source;
    private final Engine target;
    private final TableComparison comparison;
    private final SegmentQueries left;
    private final SegmentQueries right;

    private SegmentedDiffer(Engine source, Engine target, TableComparison comparison) {
        boolean hashed = SegmentQueries.hashable(comparison, source.dialect(), target.dialect());
        this.source = source;
        this.target = target;
        this.comparison = comparison;
        this.left = new SegmentQueries(comparison, comparison.source(), source.dialect(), true, hashed);
        this.right = new SegmentQueries(comparison, comparison.target(), target.dialect(), false, hashed);
    }

    /**
     * Compares the tables.
     *
     * @param keys columns or expressions; empty for no key
     * @throws dev.vmsh.problem.UsageException if the options do not fit the tables
     */
    public static TableDiffReport compare(
            Engine source,
            Engine target,
            TableSide sourceSide,
            TableSide targetSide,
            Optional<TableName> model,
            List<String> keys,
            TableDiffOptions options) {
        TableSide left = spelled(sourceSide, source, targetSide, target);
        TableSide right = spelled(targetSide, target, sourceSide, source);
        TableComparison comparison = TableComparison.across(left, right, source.dialect(), keys, options)
                .withCommonText(source.dialect(), target.dialect());
        if (comparison.keyed()) {
            comparison = comparison.withKeysAcross(
                    source.describe(untyped(comparison, left, source).keyTypes()),
                    target.describe(untyped(comparison, right, target).keyTypes()));
        }
        return new SegmentedDiffer(source, target, comparison).report(model);
    }

    private static TableSide spelled(TableSide side, Engine engine, TableSide other, Engine otherEngine) {
        return engine.dialect().ignoresCaseInQuotes() && !otherEngine.dialect().ignoresCaseInQuotes()
                ? side.spelledAs(other)
                : side;
    }

    private static SegmentQueries untyped(TableComparison comparison, TableSide side, Engine engine) {
        return new SegmentQueries(comparison, side, engine.dialect(), true, false);
    }

    /** Number and hash of a segment's rows on one side. */
    private record Sum(long rows, String hash) {
        static final Sum NONE = new Sum(0, "");
    }

    private TableDiffReport report(Optional<TableName> model) {
        List<Object> before = source.rows(left.totals()).get(0);
        List<Object> after = target.rows(right.totals()).get(0);
        long sourceRows = Counts.number(before.get(0)) - Counts.number(before.get(2));
        long targetRows = Counts.number(after.get(0)) - Counts.number(after.get(2));
        var matcher = new SegmentMatcher(comparison);
        Differing differing = differing();
        if (!differing.segments().isEmpty()) {
            travel(differing, matcher);
        }
        long full = sourceRows - differing.sourceRows() + matcher.full();
        var rows = new RowCounts(
                sourceRows,
                targetRows,
                full,
                matcher.partial(),
                matcher.sourceOnly(),
                matcher.targetOnly(),
                Counts.number(before.get(1)),
                Counts.number(after.get(1)),
                duplicates(source, left),
                duplicates(target, right));
        List<ColumnMatch> columns = comparison.keyed() ? columns(matcher, full + matcher.partial()) : List.of();
        List<String> notes = comparison.notesOn(rows);
        notes.add("%,d of %,d rows travelled between the gateways, in %,d of %,d segments"
                .formatted(
                        differing.sourceRows() + differing.targetRows(),
                        sourceRows + targetRows,
                        differing.segments().size(),
                        differing.division()));
        return new TableDiffReport(
                comparison.source().label(),
                comparison.target().label(),
                comparison.source().table(),
                comparison.target().table(),
                model,
                comparison.keys().stream().map(KeyPart::shown).toList(),
                differing.segments().isEmpty() ? Basis.FINGERPRINT : Basis.ROWS,
                comparison.schema(),
                Optional.of(rows),
                columns,
                matcher.samples(),
                notes);
    }

    private List<ColumnMatch> columns(SegmentMatcher matcher, long pairs) {
        return IntStream.range(0, comparison.columns().size())
                .mapToObj(i -> new ColumnMatch(comparison.columns().get(i).name(), matcher.differences(i), pairs))
                .sorted(Comparator.comparingLong(ColumnMatch::differences).reversed())
                .toList();
    }

    private long duplicates(Engine engine, SegmentQueries queries) {
        return comparison.keyed()
                ? Counts.number(engine.rows(queries.duplicates()).get(0).get(0))
                : 0;
    }

    // ---- which segments differ

    /** @param segments of a division into {@code division} */
    private record Differing(TreeSet<Integer> segments, int division, long sourceRows, long targetRows) {
        long rows() {
            return sourceRows + targetRows;
        }
    }

    private Differing differing() {
        Differing differing = divided(FIRST_DIVISION, null, 0);
        while (differing.rows() > WORTH_DIVIDING
                && left.hashed()
                && differing.division() < FINEST_DIVISION
                && differing.segments().size() * (long) FAN_OUT <= MOST_SEGMENTS
                && differing.rows() > 4L * FAN_OUT * differing.segments().size()) {
            int finer = differing.division() * FAN_OUT;
            differing = divided(finer, differing.segments(), differing.division());
        }
        return differing;
    }

    private Differing divided(int division, Set<Integer> within, int parts) {
        Map<Integer, Sum> before = sums(source, left.segments(division, within, parts));
        Map<Integer, Sum> after = sums(target, right.segments(division, within, parts));
        var all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        var segments = new TreeSet<Integer>();
        long sourceRows = 0;
        long targetRows = 0;
        for (int segment : all) {
            Sum one = before.getOrDefault(segment, Sum.NONE);
            Sum other = after.getOrDefault(segment, Sum.NONE);
            if (!left.hashed() || !one.equals(other)) {
                segments.add(segment);
                sourceRows += one.rows();
                targetRows += other.rows();
            }
        }
        return new Differing(segments, division, sourceRows, targetRows);
    }

    private static Map<Integer, Sum> sums(Engine engine, String query) {
        var sums = new TreeMap<Integer, Sum>();
        try (Cursor rows = engine.open(query)) {
            for (List<Object> row = rows.next(); row != null; row = rows.next()) {
                sums.put(
                        (int) Counts.number(row.get(0)),
                        new Sum(
                                Counts.number(row.get(1)),
                                Counts.whole(row.get(2)).toString()));
            }
        }
        return sums;
    }

    // ---- the rows of those that do

    private void travel(Differing differing, SegmentMatcher matcher) {
        // a long list costs more than it saves where most segments differ
        TreeSet<Integer> within = differing.segments().size() * 2 > differing.division() ? null : differing.segments();
        try (var before = new Segments(source.open(left.rows(differing.division(), within)));
                var after = new Segments(target.open(right.rows(differing.division(), within)))) {
            while (!before.finished() || !after.finished()) {
                int segment = Math.min(before.segment(), after.segment());
                List<List<Object>> one = before.take(segment);
                List<List<Object>> other = after.take(segment);
                if (differing.segments().contains(segment)) {
                    matcher.add(one, other);
                }
            }
        }
    }

    /** Rows that are ordered by segment, a segment at a time. */
    private static final class Segments implements AutoCloseable {
        private final Cursor rows;
        private List<Object> ahead;

        Segments(Cursor rows) {
            this.rows = rows;
            this.ahead = rows.next();
        }

        boolean finished() {
            return ahead == null;
        }

        /** The segment that comes next; larger than any if there is none. */
        int segment() {
            return ahead == null ? Integer.MAX_VALUE : (int) Counts.number(ahead.get(0));
        }

        /** The rows of {@code segment}, without its number; none if another comes next. */
        List<List<Object>> take(int segment) {
            var taken = new ArrayList<List<Object>>();
            while (ahead != null && segment() == segment) {
                if (taken.size() == LARGEST_SEGMENT) {
                    throw new VmshException(
                            "more than %,d rows have the key of one segment".formatted(LARGEST_SEGMENT),
                            "Give a key that tells rows apart: --on COLUMN");
                }
                taken.add(ahead.subList(1, ahead.size()));
                ahead = rows.next();
            }
            return taken;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
