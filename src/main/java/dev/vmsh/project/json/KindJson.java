package dev.vmsh.project.json;

import dev.vmsh.project.Kind;
import dev.vmsh.project.SeedFile;
import java.util.Map;

/** Kinds as JSON objects; {@code kind} holds the keyword. */
final class KindJson implements Kind.Reader<Map<String, Object>> {
    private KindJson() {}

    static Map<String, Object> write(Kind kind) {
        return kind.read(new KindJson());
    }

    static Kind read(JsonObject json) {
        String keyword = json.text("kind");
        return switch (keyword) {
            case "FULL" -> new Kind.Full();
            case "VIEW" -> new Kind.View(json.flag("materialized"));
            case "EMBEDDED" -> new Kind.Embedded();
            case "EXTERNAL" -> new Kind.External();
            case "SEED" ->
                new Kind.Seed(
                        new SeedFile(
                                json.text("path"),
                                json.textMap("settings"),
                                json.texts("header"),
                                json.texts("hashes")),
                        json.number("batch_rows"));
            case "INCREMENTAL_BY_TIME_RANGE" ->
                new Kind.IncrementalByTimeRange(
                        new Kind.TimeColumn(json.text("time_column"), json.text("time_format")),
                        json.number("lookback"),
                        json.optionalNumber("batch_size"),
                        json.optionalNumber("batch_concurrency"),
                        json.flag("partition_by_time_column"),
                        incremental(json));
            case "INCREMENTAL_BY_UNIQUE_KEY" ->
                new Kind.IncrementalByUniqueKey(
                        json.texts("unique_key"),
                        json.text("when_matched"),
                        json.text("merge_filter"),
                        json.number("lookback"),
                        json.optionalNumber("batch_size"),
                        incremental(json));
            case "INCREMENTAL_BY_PARTITION" -> new Kind.IncrementalByPartition(incremental(json));
            case "INCREMENTAL_UNMANAGED" ->
                new Kind.IncrementalUnmanaged(json.flag("insert_overwrite"), incremental(json));
            case "SCD_TYPE_2_BY_TIME" ->
                new Kind.ScdType2ByTime(
                        history(json),
                        json.text("updated_at_name"),
                        json.flag("updated_at_as_valid_from"),
                        incremental(json));
            case "SCD_TYPE_2_BY_COLUMN" ->
                new Kind.ScdType2ByColumn(
                        history(json),
                        json.texts("columns"),
                        json.flag("execution_time_as_valid_from"),
                        json.text("updated_at_name"),
                        incremental(json));
            default -> throw new IllegalArgumentException("not a kind: " + keyword);
        };
    }

    private static Kind.Incremental incremental(JsonObject json) {
        return new Kind.Incremental(
                json.flag("forward_only"),
                json.flag("disable_restatement"),
                Kind.OnChange.valueOf(json.text("on_destructive_change")),
                Kind.OnChange.valueOf(json.text("on_additive_change")),
                json.text("auto_restatement_cron"),
                json.optionalNumber("auto_restatement_intervals"));
    }

    private static Kind.History history(JsonObject json) {
        return new Kind.History(
                json.texts("unique_key"),
                json.text("valid_from_name"),
                json.text("valid_to_name"),
                json.flag("invalidate_hard_deletes"),
                json.text("time_data_type"),
                json.optionalNumber("batch_size"));
    }

    private static Map<String, Object> plain(Kind kind) {
        var fields = JsonObject.fields();
        fields.put("kind", kind.keyword());
        return fields;
    }

    private static Map<String, Object> incremental(Kind kind) {
        Map<String, Object> fields = plain(kind);
        kind.incremental().ifPresent(common -> {
            fields.put("forward_only", common.forwardOnly());
            fields.put("disable_restatement", common.disableRestatement());
            fields.put("on_destructive_change", common.onDestructiveChange().name());
            fields.put("on_additive_change", common.onAdditiveChange().name());
            fields.put("auto_restatement_cron", common.autoRestatementCron());
            fields.put("auto_restatement_intervals", JsonObject.number(common.autoRestatementIntervals()));
        });
        return fields;
    }

    private static void put(Map<String, Object> fields, Kind.History history) {
        fields.put("unique_key", history.uniqueKey());
        fields.put("valid_from_name", history.validFromName());
        fields.put("valid_to_name", history.validToName());
        fields.put("invalidate_hard_deletes", history.invalidateHardDeletes());
        fields.put("time_data_type", history.timeDataType());
        fields.put("batch_size", JsonObject.number(history.batchSize()));
    }

    @Override
    public Map<String, Object> full(Kind.Full kind) {
        return plain(kind);
    }

    @Override
    public Map<String, Object> view(Kind.View kind) {
        Map<String, Object> fields = plain(kind);
        fields.put("materialized", kind.materialized());
        return fields;
    }

    @Override
    public Map<String, Object> embedded(Kind.Embedded kind) {
        return plain(kind);
    }

    @Override
    public Map<String, Object> external(Kind.External kind) {
        return plain(kind);
    }

    @Override
    public Map<String, Object> seed(Kind.Seed kind) {
        Map<String, Object> fields = plain(kind);
        fields.put("path", kind.file().path());
        fields.put("settings", kind.file().settings());
        fields.put("header", kind.file().header());
        fields.put("hashes", kind.file().contentHashes());
        fields.put("batch_rows", kind.batchRows());
        return fields;
    }

    @Override
    public Map<String, Object> incrementalByTimeRange(Kind.IncrementalByTimeRange kind) {
        Map<String, Object> fields = incremental(kind);
        fields.put("time_column", kind.timeColumn().name());
        fields.put("time_format", kind.timeColumn().format());
        fields.put("lookback", kind.lookback());
        fields.put("batch_size", JsonObject.number(kind.batchSize()));
        fields.put("batch_concurrency", JsonObject.number(kind.batchConcurrency()));
        fields.put("partition_by_time_column", kind.partitionByTimeColumn());
        return fields;
    }

    @Override
    public Map<String, Object> incrementalByUniqueKey(Kind.IncrementalByUniqueKey kind) {
        Map<String, Object> fields = incremental(kind);
        fields.put("unique_key", kind.uniqueKey());
        fields.put("when_matched", kind.whenMatched());
        fields.put("merge_filter", kind.mergeFilter());
        fields.put("lookback", kind.lookback());
        fields.put("batch_size", JsonObject.number(kind.batchSize()));
        return fields;
    }

    @Override
    public Map<String, Object> incrementalByPartition(Kind.IncrementalByPartition kind) {
        return incremental(kind);
    }

    @Override
    public Map<String, Object> incrementalUnmanaged(Kind.IncrementalUnmanaged kind) {
        Map<String, Object> fields = incremental(kind);
        fields.put("insert_overwrite", kind.insertOverwrite());
        return fields;
    }

    @Override
    public Map<String, Object> scdType2ByTime(Kind.ScdType2ByTime kind) {
        Map<String, Object> fields = incremental(kind);
        put(fields, kind.history());
        fields.put("updated_at_name", kind.updatedAtName());
        fields.put("updated_at_as_valid_from", kind.updatedAtAsValidFrom());
        return fields;
    }

    @Override
    public Map<String, Object> scdType2ByColumn(Kind.ScdType2ByColumn kind) {
        Map<String, Object> fields = incremental(kind);
        put(fields, kind.history());
        fields.put("columns", kind.columns());
        fields.put("execution_time_as_valid_from", kind.executionTimeAsValidFrom());
        fields.put("updated_at_name", kind.updatedAtName());
        return fields;
    }
}
