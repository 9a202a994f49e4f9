package dev.vmsh.project.definition;

import dev.vmsh.problem.NearName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which kinds there are, and what may stand in the block of each. */
final class KindGrammar {
    private static final Set<String> INCREMENTAL = Set.of(
            "on_destructive_change",
            "on_additive_change",
            "auto_restatement_cron",
            "forward_only",
            "disable_restatement");
    private static final Set<String> HISTORY = Set.of(
            "unique_key",
            "valid_from_name",
            "valid_to_name",
            "invalidate_hard_deletes",
            "time_data_type",
            "batch_size");

    /** What may stand in the block of each kind. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("FULL", Set.of()),
            Map.entry("VIEW", Set.of("materialized")),
            Map.entry("EMBEDDED", Set.of()),
            Map.entry("EXTERNAL", Set.of()),
            Map.entry("SEED", Set.of("path", "batch_size", "csv_settings")),
            Map.entry(
                    "INCREMENTAL_BY_TIME_RANGE",
                    with(
                            INCREMENTAL,
                            "time_column",
                            "lookback",
                            "batch_size",
                            "batch_concurrency",
                            "partition_by_time_column",
                            "auto_restatement_intervals")),
            Map.entry(
                    "INCREMENTAL_BY_UNIQUE_KEY",
                    with(
                            INCREMENTAL,
                            "unique_key",
                            "when_matched",
                            "merge_filter",
                            "lookback",
                            "batch_size",
                            "batch_concurrency")),
            Map.entry("INCREMENTAL_BY_PARTITION", with(INCREMENTAL)),
            Map.entry("INCREMENTAL_UNMANAGED", with(INCREMENTAL, "insert_overwrite")),
            Map.entry(
                    "SCD_TYPE_2_BY_TIME",
                    with(
                            INCREMENTAL,
                            with(HISTORY, "updated_at_name", "updated_at_as_valid_from")
                                    .toArray(new String[0]))),
            Map.entry(
                    "SCD_TYPE_2_BY_COLUMN",
                    with(
                            INCREMENTAL,
                            with(HISTORY, "columns", "execution_time_as_valid_from", "updated_at_name")
                                    .toArray(new String[0]))));

    private static final Set<String> REFUSED = Set.of("CUSTOM", "MANAGED", "DBT_CUSTOM");

    private KindGrammar() {}

    /** The kinds in whose block {@code property} may stand, for the error when it stands elsewhere. */
    static Set<String> kindsWith(String property) {
        return ALLOWED.entrySet().stream()
                .filter(entry -> entry.getValue().contains(property))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The kind that {@code value} names, in upper case.
     *
     * @throws DefinitionException if there is none of that name, or it is one that needs Python or an engine of its own
     */
    static String keyword(Value value) {
        String name = value.head().toUpperCase(Locale.ROOT);
        String keyword = name.equals("SCD_TYPE_2") ? "SCD_TYPE_2_BY_TIME" : name;
        if (REFUSED.contains(keyword)) {
            throw value.wrong(
                    "Kind %s is not supported: it needs Python or an engine of its own".formatted(keyword),
                    "Use FULL, VIEW or one of the INCREMENTAL kinds, or set enabled false");
        }
        if (!ALLOWED.containsKey(keyword)) {
            throw unknown(value, keyword);
        }
        return keyword;
    }

    private static DefinitionException unknown(Value value, String keyword) {
        Set<String> known = ALLOWED.keySet().stream()
                .map(kind -> kind.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return value.wrong(
                "'%s' is not a kind of model".formatted(value.head()),
                NearName.of(keyword.toLowerCase(Locale.ROOT), known)
                        .map(kind -> "Did you mean %s?".formatted(kind.toUpperCase(Locale.ROOT)))
                        .orElse("Use one of " + String.join(", ", new TreeSet<>(ALLOWED.keySet()))));
    }

    /** What may stand in the block of a kind. */
    static Set<String> allowed(String keyword) {
        return ALLOWED.get(keyword);
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
