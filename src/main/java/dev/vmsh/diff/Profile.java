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
     * @param fingerprint the sum over the rows; null where it was not asked for or there are no rows
     */
    record Side(long rows, long nullKeys, long keyless, String fingerprint) {
        /** @param row side, rows, null keys, keyless, fingerprint */
        static Side of(List<Object> row) {
            Object fingerprint = row.get(4);
            return new Side(
                    Counts.number(row.get(1)),
                    Counts.number(row.get(2)),
                    Counts.number(row.get(3)),
                    fingerprint == null ? null : fingerprint.toString());
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

    /** Whether the tables hold the same rows, as far as can be told without matching them. */
    boolean sameRows() {
        boolean bothEmpty = source.rows() == 0 && target.rows() == 0;
        return bothEmpty
                || (source.rows() == target.rows()
                        && source.fingerprint() != null
                        && Objects.equals(source.fingerprint(), target.fingerprint()));
    }
}
