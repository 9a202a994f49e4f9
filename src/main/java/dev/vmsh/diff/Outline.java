package dev.vmsh.diff;

import java.util.List;

/**
 * What is known of the keys that differ, before any of their values are compared.
 *
 * @param duplicatesSource keys that more than one row of the source has
 * @param rowsSource the source's rows with such a key; all others have their like in the target
 * @param sourceOnly rows that the source has more than the target, key by key
 * @param pairs rows that can be paired
 * @param same pairs of rows that are the same and were counted without being kept
 * @param sharedDuplicates whether a key that both sides have belongs to several rows of one
 * @param partlyNullKeys whether some keys are NULL in some of their parts
 */
record Outline(
        long duplicatesSource,
        long duplicatesTarget,
        long rowsSource,
        long sourceOnly,
        long targetOnly,
        long pairs,
        long same,
        boolean sharedDuplicates,
        boolean partlyNullKeys) {
    /** @param row the answer to {@link DifferingQueries#outline} */
    static Outline of(List<Object> row, boolean partlyNullKeys) {
        return new Outline(
                Counts.number(row.get(0)),
                Counts.number(row.get(1)),
                Counts.number(row.get(2)),
                Counts.number(row.get(3)),
                Counts.number(row.get(4)),
                Counts.number(row.get(5)),
                Counts.number(row.get(7)),
                Counts.number(row.get(6)) > 0,
                partlyNullKeys);
    }

    /**
     * Whether each key that both sides have belongs to one row of each, when rows were joined by key: only then are there as many pairs as
     * rows with such a key, on both sides.
     */
    boolean unique(Profile profile) {
        long joined = pairs + same;
        return joined == profile.source().keyed() - sourceOnly
                && joined == profile.target().keyed() - targetOnly;
    }
}
