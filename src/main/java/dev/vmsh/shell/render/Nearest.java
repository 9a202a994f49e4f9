package dev.vmsh.shell.render;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to type. */
public final class Nearest {
    private Nearest() {}

    /** The candidate fewest edits away from {@code typed}, if that is few for its length. */
    public static Optional<String> to(String typed, Collection<String> candidates) {
        String lower = typed.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, lower.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)) <= allowed
                        || (lower.length() > 2 && candidate.toLowerCase(Locale.ROOT).startsWith(lower)))
                .min(Comparator.comparingInt((String candidate) -> distance(lower, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code Did you mean x?}, or {@code otherwise} if nothing is near. */
    public static String hint(String typed, Collection<String> candidates, String otherwise) {
        return to(typed, candidates).map(name -> "Did you mean '" + name + "'?").orElse(otherwise);
    }

    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int i = 0; i <= to.length(); i++) {
            above[i] = i;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] line = new int[to.length() + 1];
            line[0] = row;
            for (int i = 1; i <= to.length(); i++) {
                int replace = above[i - 1] + (from.charAt(row - 1) == to.charAt(i - 1) ? 0 : 1);
                line[i] = Math.min(replace, Math.min(above[i], line[i - 1]) + 1);
            }
            above = line;
        }
        return above[to.length()];
    }
}
