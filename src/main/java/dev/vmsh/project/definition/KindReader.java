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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the {@code kind} property of one model. */
final class KindReader {
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
    private Value place;
    private KindProperties properties;

    /** @param expand puts the load-time values of macros into a value */
    KindReader(
            Surroundings surroundings, Dialect dialect, UnaryOperator<Value> expand, Problems problems, Source source) {
        this.surroundings = surroundings;
        this.dialect = dialect;
        this.expand = expand;
        this.problems = problems;
        this.source = source;
    }

    /** @throws DefinitionException if the kind is unknown or lacks what it needs */
    Kind read(Value value) {
        place = value;
        String keyword = KindGrammar.keyword(value);
        Set<String> allowed = KindGrammar.allowed(keyword);
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
        properties = new KindProperties(value, merged, dialect, expand);
        return kind(keyword);
    }

    private Kind kind(String keyword) {
        return switch (keyword) {
            case "FULL" -> new Kind.Full();
            case "VIEW" -> new Kind.View(properties.flag("materialized", false));
            case "EMBEDDED" -> new Kind.Embedded();
            case "EXTERNAL" ->
                throw place.wrong(
                        "External models are not written as SQL files", "List the table in external_models.yaml");
            case "SEED" ->
                new Kind.Seed(
                        new SeedFile(
                                properties
                                        .required("path", "'../seeds/rows.csv'")
                                        .word(),
                                csvSettings(),
                                List.of(),
                                List.of()),
                        properties.number("batch_size", 1).orElse(1000));
            case "INCREMENTAL_BY_TIME_RANGE" ->
                new Kind.IncrementalByTimeRange(
                        timeColumn(),
                        properties.number("lookback", 0).orElse(0),
                        properties.number("batch_size", 1),
                        properties.number("batch_concurrency", 1),
                        properties.flag("partition_by_time_column", true),
                        incremental(false, false));
            case "INCREMENTAL_BY_UNIQUE_KEY" ->
                new Kind.IncrementalByUniqueKey(
                        uniqueKey(),
                        whenMatched(),
                        properties.raw("merge_filter"),
                        properties.number("lookback", 0).orElse(0),
                        properties.number("batch_size", 1),
                        incremental(false, false));
            case "INCREMENTAL_BY_PARTITION" -> byPartition();
            case "INCREMENTAL_UNMANAGED" ->
                new Kind.IncrementalUnmanaged(properties.flag("insert_overwrite", false), incremental(true, true));
            case "SCD_TYPE_2_BY_TIME" ->
                new Kind.ScdType2ByTime(
                        history(),
                        properties.name("updated_at_name", "updated_at"),
                        properties.flag("updated_at_as_valid_from", false),
                        incremental(true, true));
            default ->
                new Kind.ScdType2ByColumn(
                        history(),
                        properties.columns(properties.required("columns", "(name, price)")),
                        properties.flag("execution_time_as_valid_from", false),
                        properties.name("updated_at_name", null),
                        incremental(true, true));
        };
    }

    private Kind byPartition() {
        Property forwardOnly = properties.find("forward_only").orElse(null);
        if (forwardOnly != null) {
            throw new DefinitionException(
                    forwardOnly.offset(),
                    "INCREMENTAL_BY_PARTITION models are always forward-only",
                    "Remove forward_only from the kind");
        }
        return new Kind.IncrementalByPartition(incremental(true, false));
    }

    private Incremental incremental(boolean forwardOnly, boolean disableRestatement) {
        String cron = properties.name("auto_restatement_cron", null);
        if (cron != null) {
            checkCron(properties.find("auto_restatement_cron").orElseThrow(), cron);
        }
        return new Incremental(
                properties.flag("forward_only", forwardOnly),
                properties.flag("disable_restatement", disableRestatement),
                properties.onChange("on_destructive_change", OnChange.ERROR),
                properties.onChange("on_additive_change", OnChange.ALLOW),
                cron,
                properties.number("auto_restatement_intervals", 1));
    }

    private void checkCron(Property property, String cron) {
        try {
            Cron.parse(cron);
        } catch (VmshException e) {
            problems.add(source, property.value().offset(), e.getMessage(), e.remedy());
        }
    }

    private List<String> uniqueKey() {
        Value written = properties.required("unique_key", "id");
        List<String> keys = KindProperties.texts(written);
        if (keys.isEmpty()) {
            throw written.wrong("unique_key names no column", "Write unique_key id, or unique_key (a, b)");
        }
        return keys;
    }

    private Kind.History history() {
        return new Kind.History(
                uniqueKey(),
                properties.name("valid_from_name", "valid_from"),
                properties.name("valid_to_name", "valid_to"),
                properties.flag("invalidate_hard_deletes", false),
                properties.value("time_data_type").map(Value::text).orElse("TIMESTAMP"),
                properties.number("batch_size", 1));
    }

    private TimeColumn timeColumn() {
        List<Value> parts =
                properties.required("time_column", "ds, or (ds, '%Y-%m-%d')").items();
        if (parts.isEmpty() || parts.size() > 2) {
            throw place.wrong("time_column needs a column, or a column and a format", "Write (ds, '%Y-%m-%d')");
        }
        String format = parts.size() == 2 ? strftime(parts.get(1).word()) : surroundings.timeColumnFormat();
        return new TimeColumn(properties.columnName(parts.get(0)), format);
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
        Value written = properties.value("csv_settings").orElse(null);
        if (written == null) {
            return Map.of();
        }
        var settings = new LinkedHashMap<String, String>();
        written.entries().forEach((key, value) -> {
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
        Property property = properties.find("when_matched").orElse(null);
        if (property == null) {
            return "";
        }
        Value value = property.value();
        return value.grouped() && value.tokens().size() > 2
                ? value.part(1, value.tokens().size() - 1).text()
                : value.text();
    }
}
