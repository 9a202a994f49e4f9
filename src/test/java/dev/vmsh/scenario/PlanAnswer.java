package dev.vmsh.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code plan} or {@code run} answered as JSON. Models are told by their names without the schema. */
public record PlanAnswer(JsonNode json) {
    /** {@code change category} of each model that differs: {@code directly_modified BREAKING}. */
    public Map<String, String> changes() {
        var changes = new TreeMap<String, String>();
        for (JsonNode change : json.get("changes")) {
            JsonNode category = change.get("category");
            changes.put(
                    plain(change.get("model").asText()),
                    change.get("change").asText() + (category.isNull() ? "" : " " + category.asText()));
        }
        return changes;
    }

    /** The days computed of each model: {@code 2024-01-01..2024-01-07}, both included, with {@code (preview)} for a preview. */
    public Map<String, String> backfill() {
        var backfill = new TreeMap<String, String>();
        for (JsonNode each : json.get("backfill")) {
            var days = new ArrayList<String>();
            for (JsonNode interval : each.get("intervals")) {
                java.time.Instant from =
                        java.time.Instant.parse(interval.get("from").asText());
                java.time.Instant to =
                        java.time.Instant.parse(interval.get("to").asText());
                days.add(from.toString().substring(0, 10) + ".."
                        + to.minusSeconds(1).toString().substring(0, 10));
            }
            backfill.put(
                    plain(each.get("model").asText()),
                    String.join(" ", days) + (each.get("preview").asBoolean() ? " (preview)" : ""));
        }
        return backfill;
    }

    public int batches() {
        return json.get("batches").asInt();
    }

    public String id() {
        return json.get("plan_id").asText();
    }

    /** Views made anew, by their full names. */
    public List<String> created() {
        return texts("create");
    }

    public List<String> updated() {
        return texts("update");
    }

    public List<String> dropped() {
        return texts("drop");
    }

    public List<String> notices() {
        var notices = new ArrayList<String>();
        json.get("notices").forEach(notice -> notices.add(notice.asText()));
        return notices;
    }

    private List<String> texts(String field) {
        var texts = new ArrayList<String>();
        json.get("views").get(field).forEach(view -> texts.add(view.asText()));
        texts.sort(null);
        return texts;
    }

    private static String plain(String model) {
        return model.substring(model.lastIndexOf('.') + 1);
    }
}
