package dev.vmsh.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that was probably meant. */
public final class NearName {
    /** Shorter beginnings are of too many names. */
    private static final int TELLING = 3;

    private NearName() {}

    /**
     * The one of {@code known} that differs least from {@code name}, in any case, or begins with it; empty if none is near. The same
     * answer for every order.
     */
    public static Optional<String> of(String name, Collection<String> known) {
        String typed = name.toLowerCase(Locale.ROOT);
        int near = Math.max(1, typed.length() / 3);
        return known.stream()
                .filter(candidate -> edits(typed, candidate) <= near || begins(typed, candidate))
                .min(Comparator.<String>comparingInt(candidate -> edits(typed, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code Did you mean 'x'?}, or {@code otherwise} if nothing is near. */
    public static String hint(String name, Collection<String> known, String otherwise) {
        return of(name, known).map("Did you mean '%s'?"::formatted).orElse(otherwise);
    }

    /** {@code Did you mean 'x'?}, or all names that there are if nothing is near. */
    public static String hintOrAll(String name, Collection<String> known) {
        return hint(name, known, known.isEmpty() ? "" : "Use one of " + String.join(", ", new TreeSet<>(known)));
    }

    private static boolean begins(String typed, String candidate) {
        return typed.length() >= TELLING && candidate.toLowerCase(Locale.ROOT).startsWith(typed);
    }

    /** How many characters must be added, removed, changed or swapped with their neighbour to make one of the other. */
    private static int edits(String from, String candidate) {
        String to = candidate.toLowerCase(Locale.ROOT);
        int[] beforeAbove = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        for (int at = 0; at <= to.length(); at++) {
            above[at] = at;
        }
        for (int line = 1; line <= from.length(); line++) {
            int[] row = new int[to.length() + 1];
            row[0] = line;
            for (int at = 1; at <= to.length(); at++) {
                int changed = above[at - 1] + (from.charAt(line - 1) == to.charAt(at - 1) ? 0 : 1);
                row[at] = Math.min(changed, 1 + Math.min(above[at], row[at - 1]));
                boolean swapped = line > 1
                        && at > 1
                        && from.charAt(line - 1) == to.charAt(at - 2)
                        && from.charAt(line - 2) == to.charAt(at - 1);
                if (swapped) {
                    row[at] = Math.min(row[at], beforeAbove[at - 2] + 1);
                }
            }
            beforeAbove = above;
            above = row;
        }
        return above[to.length()];
    }
}
