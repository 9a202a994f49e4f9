package dev.vmsh.engine.jdbc;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what someone may have meant by a misspelt word. */
final class Nearest {
    private Nearest() {}

    /** The one of {@code words} that is fewest edits away from {@code typed}; empty if all are too far off to be meant. */
    static Optional<String> to(String typed, Collection<String> words) {
        int limit = Math.max(1, typed.length() / 3);
        return words.stream()
                .filter(word -> edits(typed, word) <= limit)
                .min(Comparator.comparingInt(word -> edits(typed, word)));
    }

    /** Letters to insert, drop, replace or swap with their neighbour. */
    private static int edits(String from, String to) {
        int[] beforeAbove = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeAbove[j - 2] + 1);
                }
            }
            beforeAbove = above;
            above = row;
        }
        return above[to.length()];
    }
}
