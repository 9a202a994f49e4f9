package dev.vmsh.project.definition;

import dev.vmsh.problem.NearName;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/** What to say of a word that is not known. */
public final class Suggestion {
    private Suggestion() {}

    /** "Did you mean 'x'?" if one of {@code known} is near, else all of them. */
    public static String remedy(String written, Collection<String> known) {
        return NearName.of(written.toLowerCase(Locale.ROOT), known)
                .map("Did you mean '%s'?"::formatted)
                .orElseGet(() -> known.isEmpty() ? "" : "Use one of " + String.join(", ", new TreeSet<>(known)));
    }
}
