package dev.vmsh.project.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What a misspelt word was probably meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /** The known word closest to {@code written}, if it is close enough to be a slip. */
    public static Optional<String> closest(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, lower.length() / 3);
        return new TreeSet<>(known)
                .stream()
                        .filter(word -> distance(lower, word) <= allowed)
                        .min(Comparator.comparingInt(word -> distance(lower, word)));
    }

    /** A remedy: "Did you mean 'x'?", else the list of what is known. */
    public static String remedy(String written, Collection<String> known) {
        return closest(written, known)
                .map("Did you mean '%s'?"::formatted)
                .orElseGet(() -> known.isEmpty() ? "" : "Use one of " + String.join(", ", new TreeSet<>(known)));
    }

    /** Edits of one character, a swap of neighbours counted as one, that make {@code left} into {@code right}. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
                best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[left.length()][right.length()];
    }
}
