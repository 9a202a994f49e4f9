package dev.vmsh.project.definition;

import java.util.Set;

/** The names of {@code csv_settings}. */
final class SeedSettings {
    static final Set<String> KNOWN = Set.of(
            "delimiter",
            "quotechar",
            "doublequote",
            "escapechar",
            "skipinitialspace",
            "lineterminator",
            "encoding",
            "na_values",
            "keep_default_na");

    private SeedSettings() {}
}
