package dev.vmsh.engine;

import dev.vmsh.project.Model;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.sql.Column;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an engine is told in which way to store a table: the properties in {@code CREATE TABLE ... WITH (...)}.
 *
 * @param parameters names of the properties that exist, lower case
 * @param partitioning the one that takes what a model is {@code partitioned_by}; empty if there is none
 * @param hiddenPartitions whether tables can be partitioned by a function of a column
 * @param format the one that takes a model's {@code storage_format}; empty if there is none
 */
public record TableStorage(Set<String> parameters, String partitioning, boolean hiddenPartitions, String format) {
    /** Of engines that store a table in one way. */
    public static final TableStorage NONE = new TableStorage(Set.of(), "", false, "");

    static final TableStorage POSTGRES = new TableStorage(
            Set.of(
                    "fillfactor",
                    "toast_tuple_target",
                    "parallel_workers",
                    "vacuum_truncate",
                    "vacuum_index_cleanup",
                    "autovacuum_enabled",
                    "autovacuum_vacuum_threshold",
                    "autovacuum_vacuum_scale_factor",
                    "autovacuum_vacuum_insert_threshold",
                    "autovacuum_vacuum_insert_scale_factor",
                    "autovacuum_analyze_threshold",
                    "autovacuum_analyze_scale_factor",
                    "autovacuum_vacuum_cost_delay",
                    "autovacuum_vacuum_cost_limit",
                    "autovacuum_freeze_max_age",
                    "log_autovacuum_min_duration"),
            "",
            false,
            "");

    static final TableStorage ICEBERG = new TableStorage(
            Set.of(
                    "format",
                    "compression_codec",
                    "format_version",
                    "max_commit_retry",
                    "partitioning",
                    "sorted_by",
                    "location",
                    "orc_bloom_filter_columns",
                    "orc_bloom_filter_fpp",
                    "parquet_bloom_filter_columns",
                    "object_store_layout_enabled",
                    "data_location",
                    "extra_properties"),
            "partitioning",
            true,
            "format");

    static final TableStorage HIVE = new TableStorage(
            Set.of(
                    "format",
                    "partitioned_by",
                    "bucketed_by",
                    "bucket_count",
                    "sorted_by",
                    "external_location",
                    "null_format",
                    "skip_header_line_count",
                    "skip_footer_line_count",
                    "csv_separator",
                    "csv_quote",
                    "csv_escape",
                    "textfile_field_separator",
                    "orc_bloom_filter_columns",
                    "orc_bloom_filter_fpp",
                    "parquet_bloom_filter_columns",
                    "extra_properties"),
            "partitioned_by",
            false,
            "format");

    private static final Set<TimeType> TIMES =
            EnumSet.of(TimeType.DATE, TimeType.TIMESTAMP, TimeType.TIMESTAMP_WITH_ZONE);
    private static final Pattern TRUNCATED =
            Pattern.compile("(?is)date_trunc\\s*\\(\\s*'(year|month|day|hour)'\\s*,\\s*(.+)\\)");
    private static final Pattern PLAIN_NAME = Pattern.compile("\"([a-z_][a-z0-9_]*)\"");

    public TableStorage {
        parameters = Set.copyOf(parameters);
    }

    /**
     * The properties of a model's table, those that the engine does not have among them.
     *
     * @param physical the model's physical properties: values as SQL, macros expanded; they win over what the model says of partitions and
     *     format
     * @param columns of the table, with types
     */
    public Map<String, String> properties(Model of, Map<String, String> physical, List<Column> columns) {
        var all = new TreeMap<String, String>();
        ModelProperties model = of.properties();
        if (!partitioning.isEmpty() && !model.partitionedBy().isEmpty()) {
            all.put(partitioning, partitions(of, columns));
        }
        if (!format.isEmpty()
                && model.storageFormat() != null
                && !model.storageFormat().isBlank()) {
            all.put(format, SqlParts.literal(model.storageFormat().strip().toUpperCase(Locale.ROOT)));
        }
        physical.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        return all;
    }

    /** {@code WITH (...)}, with a blank in front, of those of {@code properties} that the engine has; empty if it has none of them. */
    public String clause(Map<String, String> properties) {
        String known = new TreeMap<>(properties)
                .entrySet().stream()
                        .filter(property ->
                                parameters.contains(property.getKey().toLowerCase(Locale.ROOT)))
                        .map(property -> property.getKey().toLowerCase(Locale.ROOT) + " = " + property.getValue())
                        .collect(Collectors.joining(", "));
        return known.isEmpty() ? "" : " WITH (" + known + ")";
    }

    private String partitions(Model model, List<Column> columns) {
        return model.properties().partitionedBy().stream()
                .map(TableStorage::transform)
                .map(expression -> coarse(expression, model, columns))
                .map(SqlParts::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    /** A time column by itself would make a partition of every slice of time, and a batch of many slices is refused then. */
    private String coarse(String expression, Model model, List<Column> columns) {
        boolean time = columns.stream()
                .filter(column -> column.name().equals(expression))
                .map(column -> TimeType.of(column.type()))
                .anyMatch(TIMES::contains);
        if (!time || !hiddenPartitions) {
            return expression;
        }
        String part =
                switch (model.schedule().unit()) {
                    case YEAR, MONTH -> "year";
                    case DAY -> "month";
                    default -> "day";
                };
        return part + "(" + expression + ")";
    }

    /** {@code date_trunc('day', at)} as the engine calls it: {@code day(at)}. */
    private static String transform(String expression) {
        Matcher truncated = TRUNCATED.matcher(expression.strip());
        String plain = truncated.matches()
                ? truncated.group(1).toLowerCase(Locale.ROOT) + "("
                        + truncated.group(2).strip() + ")"
                : expression.strip();
        return PLAIN_NAME.matcher(plain).replaceAll("$1");
    }
}
