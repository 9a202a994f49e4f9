package dev.vmsh.project.definition;

import dev.vmsh.interval.Cron;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Kind.Incremental;
import dev.vmsh.project.Kind.OnChange;
import dev.vmsh.project.Kind.TimeColumn;
import dev.vmsh.project.SeedFile;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the {@code kind} property of one model. */
final class KindReader {
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
    private static final List<Map.Entry<String, String>> POSTGRES_TIME = List.of(
            Map.entry("YYYY", "%Y"),
            Map.entry("YY", "%y"),
            Map.entry("MM", "%m"),
            Map.entry("DD", "%d"),
            Map.entry("HH24", "%H"),
            Map.entry("HH12", "%I"),
            Map.entry("MI", "%M"),
            Map.entry("SS", "%S"));

    private final Surroundings surroundings;
    private final Dialect dialect;
    private final UnaryOperator<Value> expand;
    private final Problems problems;
    private final Source source;
    private Map<String, Property> properties = Map.of();
    private Value place;

    /** @param expand puts the load-time values of macros into a value */
    KindReader(
            Surroundings surroundings, Dialect dialect, UnaryOperator<Value> expand, Problems problems, Source source) {
        this.surroundings = surroundings;
        this.dialect = dialect;
        this.expand = expand;
        this.problems = problems;
        this.source = source;
    }

    /** The kinds in whose block {@code property} may stand, for the error when it stands elsewhere. */
    static Set<String> kindsWith(String property) {
        return ALLOWED.entrySet().stream()
                .filter(entry -> entry.getValue().contains(property))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws DefinitionException if the kind is unknown or lacks what it needs */
    Kind read(Value value) {
        String name = value.head().toUpperCase(Locale.ROOT);
        String keyword = name.equals("SCD_TYPE_2") ? "SCD_TYPE_2_BY_TIME" : name;
        place = value;
        if (REFUSED.contains(keyword)) {
            throw value.wrong(
                    "Kind %s is not supported: it needs Python or an engine of its own".formatted(keyword),
                    "Use FULL, VIEW or one of the INCREMENTAL kinds, or set enabled false");
        }
        Set<String> allowed = ALLOWED.get(keyword);
        if (allowed == null) {
            throw value.wrong(
                    "'%s' is not a kind of model".formatted(value.head()),
                    NearName.of(
                                    keyword.toLowerCase(Locale.ROOT),
                                    ALLOWED.keySet().stream()
                                            .map(kind -> kind.toLowerCase(Locale.ROOT))
                                            .collect(Collectors.toSet()))
                            .map(kind -> "Did you mean %s?".formatted(kind.toUpperCase(Locale.ROOT)))
                            .orElse("Use one of " + String.join(", ", new TreeSet<>(ALLOWED.keySet()))));
        }
        var merged = new LinkedHashMap<String, Property>();
        surroundings.defaults().kindProperties().forEach((key, text) -> {
            if (allowed.contains(key)) {
                merged.put(key, new Property(key, value.offset(), Value.generated(text, value.offset(), dialect)));
            }
        });
        value.arguments().ifPresent(arguments -> {
            Block block = Block.read(arguments, problems, source);
            block.refuseUnknown(allowed, "kind " + keyword, problems, source);
            merged.putAll(block.properties());
        });
        properties = merged;
        return kind(keyword);
    }

    private Kind kind(String keyword) {
        return switch (keyword) {
            case "FULL" -> new Kind.Full();
            case "VIEW" -> new Kind.View(flag("materialized", false));
            case "EMBEDDED" -> new Kind.Embedded();
            case "EXTERNAL" ->
                throw place.wrong(
                        "External models are not written as SQL files", "List the table in external_models.yaml");
            case "SEED" ->
                new Kind.Seed(
                        new SeedFile(
                                required("path", "'../seeds/rows.csv'").word(), csvSettings(), List.of(), List.of()),
                        number("batch_size", 1).orElse(1000));
            case "INCREMENTAL_BY_TIME_RANGE" ->
                new Kind.IncrementalByTimeRange(
                        timeColumn(),
                        number("lookback", 0).orElse(0),
                        number("batch_size", 1),
                        number("batch_concurrency", 1),
                        flag("partition_by_time_column", true),
                        incremental(false, false));
            case "INCREMENTAL_BY_UNIQUE_KEY" ->
                new Kind.IncrementalByUniqueKey(
                        texts(required("unique_key", "id")),
                        whenMatched(),
                        raw("merge_filter"),
                        number("lookback", 0).orElse(0),
                        number("batch_size", 1),
                        incremental(false, false));
            case "INCREMENTAL_BY_PARTITION" -> byPartition();
            case "INCREMENTAL_UNMANAGED" ->
                new Kind.IncrementalUnmanaged(flag("insert_overwrite", false), incremental(true, true));
            case "SCD_TYPE_2_BY_TIME" ->
                new Kind.ScdType2ByTime(
                        history(),
                        name("updated_at_name", "updated_at"),
                        flag("updated_at_as_valid_from", false),
                        incremental(true, true));
            default ->
                new Kind.ScdType2ByColumn(
                        history(),
                        columns(required("columns", "(name, price)")),
                        flag("execution_time_as_valid_from", false),
                        name("updated_at_name", null),
                        incremental(true, true));
        };
    }

    private Kind byPartition() {
        Property forwardOnly = properties.get("forward_only");
        if (forwardOnly != null) {
            throw new DefinitionException(
                    forwardOnly.offset(),
                    "INCREMENTAL_BY_PARTITION models are always forward-only",
                    "Remove forward_only from the kind");
        }
        return new Kind.IncrementalByPartition(incremental(true, false));
    }

    private Incremental incremental(boolean forwardOnly, boolean disableRestatement) {
        String cron = name("auto_restatement_cron", null);
        if (cron != null) {
            checkCron(properties.get("auto_restatement_cron"), cron);
        }
        return new Incremental(
                flag("forward_only", forwardOnly),
                flag("disable_restatement", disableRestatement),
                onChange("on_destructive_change", OnChange.ERROR),
                onChange("on_additive_change", OnChange.ALLOW),
                cron,
                number("auto_restatement_intervals", 1));
    }

    private void checkCron(Property property, String cron) {
        try {
            Cron.parse(cron);
        } catch (VmshException e) {
            problems.add(source, property.value().offset(), e.getMessage(), e.remedy());
        }
    }

    private Kind.History history() {
        return new Kind.History(
                texts(required("unique_key", "id")),
                name("valid_from_name", "valid_from"),
                name("valid_to_name", "valid_to"),
                flag("invalidate_hard_deletes", false),
                properties.containsKey("time_data_type")
                        ? required("time_data_type", "TIMESTAMP").text()
                        : "TIMESTAMP",
                number("batch_size", 1));
    }

    private TimeColumn timeColumn() {
        List<Value> parts = required("time_column", "ds, or (ds, '%Y-%m-%d')").items();
        if (parts.isEmpty() || parts.size() > 2) {
            throw place.wrong("time_column needs a column, or a column and a format", "Write (ds, '%Y-%m-%d')");
        }
        String format = parts.size() == 2 ? strftime(parts.get(1).word()) : surroundings.timeColumnFormat();
        return new TimeColumn(columnName(parts.get(0)), format);
    }

    /** A format in the dialect's own letters as a strftime pattern. */
    private String strftime(String format) {
        if (format.indexOf('%') >= 0) {
            return format;
        }
        String translated = format;
        for (Map.Entry<String, String> letters : POSTGRES_TIME) {
            translated = translated.replace(letters.getKey(), letters.getValue());
        }
        return translated;
    }

    private Map<String, String> csvSettings() {
        Property property = properties.get("csv_settings");
        if (property == null) {
            return Map.of();
        }
        var settings = new LinkedHashMap<String, String>();
        expand.apply(property.value()).entries().forEach((key, value) -> {
            String name = key.toLowerCase(Locale.ROOT);
            if (!SeedSettings.KNOWN.contains(name)) {
                problems.add(
                        source,
                        value.offset(),
                        "'%s' is not a CSV setting".formatted(key),
                        NearName.hintOrAll(name, SeedSettings.KNOWN));
            }
            settings.put(name, value.plainText());
        });
        return settings;
    }

    /** The WHEN clauses, without the parentheses that may stand around them. */
    private String whenMatched() {
        Property property = properties.get("when_matched");
        if (property == null) {
            return "";
        }
        Value value = property.value();
        return value.grouped() && value.tokens().size() > 2
                ? value.part(1, value.tokens().size() - 1).text()
                : value.text();
    }

    private String raw(String name) {
        Property property = properties.get(name);
        if (property == null) {
            return "";
        }
        // Expanded again with real values when it is used; that it can be expanded must be found out now.
        Value expanded = expand.apply(property.value());
        Objects.requireNonNull(expanded, name);
        return property.value().text();
    }

    private Value required(String name, String example) {
        Property property = properties.get(name);
        if (property == null) {
            throw place.wrong(
                    "Kind %s needs %s".formatted(place.head().toUpperCase(Locale.ROOT), name),
                    "Write %s (%s %s)".formatted(place.head().toUpperCase(Locale.ROOT), name, example));
        }
        return expand.apply(property.value());
    }

    private String name(String name, String fallback) {
        Property property = properties.get(name);
        return property == null ? fallback : columnName(expand.apply(property.value()));
    }

    private String columnName(Value value) {
        Token only = value.tokens().size() == 1 ? value.tokens().get(0) : null;
        return only != null && only.isName() ? only.normalized(dialect) : value.word();
    }

    private List<String> columns(Value value) {
        return value.items().stream()
                .map(item -> item.text().equals("*") ? "*" : columnName(item))
                .toList();
    }

    private static List<String> texts(Value value) {
        return value.items().stream().map(Value::text).toList();
    }

    private boolean flag(String name, boolean fallback) {
        Property property = properties.get(name);
        return property == null ? fallback : expand.apply(property.value()).flag();
    }

    private OptionalInt number(String name, int least) {
        Property property = properties.get(name);
        if (property == null || property.value().isNull()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(expand.apply(property.value()).number(least));
    }

    private OnChange onChange(String name, OnChange fallback) {
        Property property = properties.get(name);
        if (property == null) {
            return fallback;
        }
        Value value = expand.apply(property.value());
        String word = value.word().toUpperCase(Locale.ROOT);
        return Stream.of(OnChange.values())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> value.wrong(
                        "'%s' is not a value of %s".formatted(value.word(), name), "Use ERROR, WARN, ALLOW or IGNORE"));
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
