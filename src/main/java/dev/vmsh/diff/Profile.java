package dev.vmsh.diff;

import java.util.List;
import java.util.Objects;

/** What is known of both tables before any of their rows are matched. */
record Profile(Side source, Side target) {
    /**
     * One table.
     *
     * @param rows all of them
     * @param nullKeys rows with a NULL in some part of their key
     * @param keyless rows with a NULL in every part of their key: they match nothing
     * @param repeats the most rows that one key has among its first rows
     * @param firstKeys fingerprint of the keys of its first rows, as the engine gives it; null where there is none
     * @param firstRows the same of those rows as wholes
     */
    record Side(long rows, long nullKeys, long keyless, long repeats, Object firstKeys, Object firstRows) {
        /** @param row side, rows, null keys, keyless, repeats, first keys, first rows */
        static Side of(List<Object> row) {
            return new Side(
                    Counts.number(row.get(1)),
                    Counts.number(row.get(2)),
                    Counts.number(row.get(3)),
                    Counts.number(row.get(4)),
                    row.get(5),
                    row.get(6));
        }

        long keyed() {
            return rows - keyless;
        }

        boolean partlyNullKeys() {
            return nullKeys > keyless;
        }
    }

    /** @param rows the answer to {@link WholeTableQueries#profile}: the source's row, then the target's */
    static Profile of(List<List<Object>> rows) {
        return new Profile(Side.of(rows.get(0)), Side.of(rows.get(1)));
    }

    boolean partlyNullKeys() {
        return source.partlyNullKeys() || target.partlyNullKeys();
    }

    /** Whether the first rows show that keys are not unique. */
    boolean repeatedKeys() {
        return source.repeats() > 1 || target.repeats() > 1;
    }

    boolean bothEmpty() {
        return source.rows() == 0 && target.rows() == 0;
    }

    /**
     * Whether the tables can hardly hold the same rows: there are more of them on one side, or the first rows have the same keys and are
     * not the same. Then it is of no use to read everything for its fingerprint.
     */
    boolean likelyDiffer() {
        boolean sameKeys = source.firstKeys() != null && Objects.deepEquals(source.firstKeys(), target.firstKeys());
        return source.rows() != target.rows()
                || (sameKeys && !Objects.deepEquals(source.firstRows(), target.firstRows()));
    }
}
