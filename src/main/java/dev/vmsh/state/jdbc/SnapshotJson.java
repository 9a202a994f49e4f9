package dev.vmsh.state.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.vmsh.project.json.ModelJson;
import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.Snapshot;

/** A snapshot as a JSON document, the model included. */
final class SnapshotJson {
    private final ModelJson models = new ModelJson();

    String write(Snapshot snapshot) {
        ObjectNode node = StateJson.object();
        node.putRawValue("model", new RawValue(models.write(snapshot.model())));
        node.set("fingerprint", StateJson.fingerprint(snapshot.fingerprint()));
        ArrayNode parents = node.putArray("parents");
        snapshot.parents().forEach(parent -> parents.add(StateJson.id(parent)));
        node.put("category", StateJson.category(snapshot.category()));
        node.put("forward_only", snapshot.forwardOnly());
        node.set("storage", StateJson.storage(snapshot.storage()));
        ArrayNode ancestors = node.putArray("ancestors");
        snapshot.ancestors().forEach(ancestor -> ancestors.add(ancestor(ancestor)));
        node.put("effective_from", StateJson.shown(snapshot.effectiveFrom()));
        return node.toString();
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #write} writes */
    Snapshot read(String text) {
        JsonNode node = StateJson.parse(text);
        return new Snapshot(
                models.read(node.path("model").toString()),
                StateJson.fingerprint(node.path("fingerprint")),
                StateJson.list(node, "parents", StateJson::id),
                StateJson.category(node),
                node.path("forward_only").asBoolean(),
                StateJson.storage(node.path("storage")),
                StateJson.list(node, "ancestors", SnapshotJson::ancestor),
                StateJson.time(node, "effective_from"));
    }

    private static ObjectNode ancestor(Ancestor ancestor) {
        ObjectNode node = StateJson.object().put("identifier", ancestor.identifier());
        node.set("fingerprint", StateJson.fingerprint(ancestor.fingerprint()));
        node.put("category", StateJson.category(ancestor.category()));
        node.put("forward_only", ancestor.forwardOnly());
        node.set("storage", StateJson.storage(ancestor.storage()));
        return node;
    }

    private static Ancestor ancestor(JsonNode node) {
        return new Ancestor(
                StateJson.text(node, "identifier"),
                StateJson.fingerprint(node.path("fingerprint")),
                StateJson.category(node),
                node.path("forward_only").asBoolean(),
                StateJson.storage(node.path("storage")));
    }
}
