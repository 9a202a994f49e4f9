package dev.vmsh.macro;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** Names that were probably meant. */
final class Suggestions {
    private Suggestions() {}

    /** "Did you mean 'x'?" if one of {@code known} is close to {@code name}, else {@code otherwise}. */
    static String didYouMean(String name, Collection<String> known, String otherwise) {
        int closeEnough = Math.max(1, name.length() / 3);
        return new TreeSet<>(known)
                .stream()
                        .filter(candidate -> distance(name, candidate) <= closeEnough)
                        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                        .map(candidate -> "Did you mean '" + candidate + "'?")
                        .orElse(otherwise);
    }

    /** How many single-character changes make one of the other; a swap of neighbours is one change. */
    private static int distance(String left, String right) {
        int[][] rows = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                int changed = rows[i - 1][j - 1] + (same ? 0 : 1);
                rows[i][j] = Math.min(changed, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
                if (swapped) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[left.length()][right.length()];
    }
}
