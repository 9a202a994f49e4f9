package dev.vmsh.state.jdbc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.ChangedTables.Versions;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** An environment's record as a JSON document. */
final class EnvironmentJson {
    /** How many characters of a record hold its name, which is written first and is no longer than an identifier. */
    static final int NAME_WITHIN = 300;

    private EnvironmentJson() {}

    static String write(Environment environment) {
        ObjectNode node = StateJson.object();
        node.put("name", environment.name().typed());
        node.put("plan_id", environment.planId());
        node.put("previous_plan_id", environment.previousPlanId());
        node.put(
                "created_from",
                environment.createdFrom() == null
                        ? null
                        : environment.createdFrom().typed());
        node.put("created_at", environment.createdAt().toString());
        node.put("finalized_at", StateJson.shown(environment.finalizedAt()));
        node.put("expires_at", StateJson.shown(environment.expiresAt()));
        ArrayNode pointers = node.putArray("pointers");
        environment.pointers().forEach(pointer -> pointers.add(pointer(pointer)));
        environment.beforeAll().forEach(node.putArray("before_all")::add);
        environment.afterAll().forEach(node.putArray("after_all")::add);
        node.put("after_all_pending", environment.afterAllPending());
        node.set("changed_tables", changed(environment.changed()));
        return node.toString();
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #write} writes */
    static Environment read(String text) {
        JsonNode node = StateJson.parse(text);
        List<Pointer> pointers = StateJson.list(node, "pointers", EnvironmentJson::pointer);
        return new Environment(
                EnvironmentName.of(StateJson.text(node, "name")),
                StateJson.text(node, "plan_id"),
                StateJson.optional(node, "previous_plan_id", Function.identity()),
                StateJson.optional(node, "created_from", EnvironmentName::of),
                StateJson.time(node, "created_at"),
                StateJson.time(node, "finalized_at"),
                StateJson.time(node, "expires_at"),
                pointers,
                StateJson.list(node, "before_all", JsonNode::asText),
                StateJson.list(node, "after_all", JsonNode::asText),
                node.path("after_all_pending").asBoolean(),
                node.has("changed_tables") ? changed(node.path("changed_tables")) : changed(pointers));
    }

    private static ObjectNode changed(ChangedTables tables) {
        ObjectNode node = StateJson.object();
        new TreeMap<>(tables.versions()).forEach((table, versions) -> {
            ObjectNode entry = node.putObject(table.toString());
            versions.before().forEach(entry.putArray("before")::add);
            versions.since().forEach(entry.putArray("since")::add);
        });
        return node;
    }

    /** Records that are older than this part of them tell of the tables only that are in use. */
    private static ChangedTables changed(List<Pointer> pointers) {
        var tables = new HashMap<TableName, Versions>();
        pointers.stream()
                .filter(pointer -> pointer.forwardOnly() && !pointer.preview())
                .forEach(pointer -> tables.put(
                        pointer.storage().table(),
                        new Versions(
                                List.of(),
                                List.of(pointer.fingerprint().tableVersion().text()))));
        return new ChangedTables(tables);
    }

    private static ChangedTables changed(JsonNode node) {
        var tables = new HashMap<TableName, Versions>();
        node.properties()
                .forEach(entry -> tables.put(
                        TableNames.parse(entry.getKey()),
                        new Versions(
                                StateJson.list(entry.getValue(), "before", JsonNode::asText),
                                StateJson.list(entry.getValue(), "since", JsonNode::asText))));
        return new ChangedTables(tables);
    }

    /**
     * The name that a record begins with.
     *
     * @param beginning the first {@link #NAME_WITHIN} characters of a record, or more
     * @return empty if no name is there: the record is damaged
     */
    static Optional<EnvironmentName> name(String beginning) {
        try (JsonParser parser = StateJson.parser(beginning)) {
            boolean named = parser.nextToken() == JsonToken.START_OBJECT
                    && "name".equals(parser.nextFieldName())
                    && parser.nextToken() == JsonToken.VALUE_STRING;
            return named ? Optional.of(EnvironmentName.of(parser.getText())) : Optional.empty();
        } catch (IOException | UsageException damaged) {
            return Optional.empty();
        }
    }

    private static ObjectNode pointer(Pointer pointer) {
        ObjectNode node = StateJson.id(pointer.snapshot());
        node.set("fingerprint", StateJson.fingerprint(pointer.fingerprint()));
        node.put("category", StateJson.category(pointer.category()));
        node.put("forward_only", pointer.forwardOnly());
        node.put("kind", pointer.kind());
        node.set("storage", StateJson.storage(pointer.storage()));
        node.put("table", StateJson.shown(pointer.table()));
        node.put("view", StateJson.shown(pointer.view()));
        node.put("preview", pointer.preview());
        node.put("borrowed", pointer.borrowed());
        return node;
    }

    private static Pointer pointer(JsonNode node) {
        return new Pointer(
                StateJson.id(node),
                StateJson.fingerprint(node.path("fingerprint")),
                StateJson.category(node),
                node.path("forward_only").asBoolean(),
                StateJson.text(node, "kind"),
                StateJson.storage(node.path("storage")),
                StateJson.table(node, "table"),
                StateJson.table(node, "view"),
                node.path("preview").asBoolean(),
                node.path("borrowed").asBoolean());
    }
}
