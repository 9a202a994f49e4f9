package dev.vmsh.work;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.project.json.JsonText;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What was asked of a plan, as the JSON that the journal keeps. What was not asked for is left out. */
final class RequestJson {
    private static final String SEPARATOR = "\u001f";

    private RequestJson() {}

    static String write(PlanRequest request) {
        var value = new LinkedHashMap<String, Object>();
        value.put("environment", request.environment().typed());
        put(value, "start", request.start());
        put(value, "end", request.end());
        put(value, "execution_time", request.executionTime());
        put(
                value,
                "create_from",
                request.createFrom() == null ? null : request.createFrom().typed());
        put(value, "effective_from", request.effectiveFrom());
        put(value, "include_unmodified", request.includeUnmodified());
        put(value, "enable_preview", request.enablePreview());
        put(value, "ttl", request.ttl());
        put(value, "rollback_to", request.rollbackTo());
        request.minIntervals().ifPresent(count -> value.put("min_intervals", count));
        PlanRequest.Selection selection = request.selection();
        put(value, "models", selection.models());
        put(value, "backfill", selection.backfill());
        put(value, "restate", selection.restate());
        put(value, "allow_destructive", selection.allowDestructive());
        put(value, "allow_additive", selection.allowAdditive());
        PlanRequest.Rules rules = request.rules();
        put(value, "skip_backfill", rules.skipBackfill());
        put(value, "empty_backfill", rules.emptyBackfill());
        put(value, "forward_only", rules.forwardOnly());
        put(value, "no_gaps", rules.noGaps());
        put(value, "run", rules.run());
        put(value, "ignore_cron", rules.ignoreCron());
        put(value, "no_auto_categorization", rules.noAutoCategorization());
        put(value, "recreate_dependents", rules.recreateDependents());
        var choices = new LinkedHashMap<String, Object>();
        request.choices().forEach((model, category) -> choices.put(key(model), category.name()));
        put(value, "choices", choices.isEmpty() ? null : choices);
        return JsonText.write(value);
    }

    private static void put(Map<String, Object> value, String name, Object field) {
        boolean wanted =
                field != null && !Boolean.FALSE.equals(field) && !List.of().equals(field);
        // An explicit no is an answer where silence means the configuration's.
        boolean answer = name.equals("include_unmodified") || name.equals("enable_preview");
        if (wanted || (answer && field != null)) {
            value.put(name, field);
        }
    }

    private static String key(TableName name) {
        return String.join(
                SEPARATOR,
                name.catalog() == null ? "" : name.catalog(),
                name.schema() == null ? "" : name.schema(),
                name.name());
    }

    private static TableName table(String key) {
        String[] parts = key.split(SEPARATOR, -1);
        return new TableName(parts[0].isEmpty() ? null : parts[0], parts[1].isEmpty() ? null : parts[1], parts[2]);
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #write} writes */
    static PlanRequest read(String text) {
        if (!(JsonText.read(text) instanceof Map<?, ?> value)) {
            throw new IllegalArgumentException("not a JSON object");
        }
        var choices = new HashMap<TableName, ChangeCategory>();
        if (value.get("choices") instanceof Map<?, ?> chosen) {
            chosen.forEach((model, category) ->
                    choices.put(table(model.toString()), ChangeCategory.valueOf(category.toString())));
        }
        String executionTime = text(value, "execution_time");
        String createFrom = text(value, "create_from");
        return new PlanRequest(
                EnvironmentName.of(text(value, "environment")),
                text(value, "start"),
                text(value, "end"),
                executionTime == null ? null : Instant.parse(executionTime),
                createFrom == null ? null : EnvironmentName.of(createFrom),
                new PlanRequest.Selection(
                        texts(value, "models"),
                        texts(value, "backfill"),
                        texts(value, "restate"),
                        texts(value, "allow_destructive"),
                        texts(value, "allow_additive")),
                new PlanRequest.Rules(
                        flag(value, "skip_backfill"),
                        flag(value, "empty_backfill"),
                        flag(value, "forward_only"),
                        flag(value, "no_gaps"),
                        flag(value, "run"),
                        flag(value, "ignore_cron"),
                        flag(value, "no_auto_categorization"),
                        flag(value, "recreate_dependents")),
                choices,
                text(value, "effective_from"),
                value.get("min_intervals") instanceof BigDecimal count
                        ? OptionalInt.of(count.intValueExact())
                        : OptionalInt.empty(),
                value.get("include_unmodified") instanceof Boolean include ? include : null,
                value.get("enable_preview") instanceof Boolean preview ? preview : null,
                text(value, "ttl"),
                text(value, "rollback_to"));
    }

    private static String text(Map<?, ?> value, String name) {
        return value.get(name) instanceof String found ? found : null;
    }

    private static boolean flag(Map<?, ?> value, String name) {
        return Boolean.TRUE.equals(value.get(name));
    }

    private static List<String> texts(Map<?, ?> value, String name) {
        return value.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
