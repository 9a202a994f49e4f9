package dev.vmsh.state.jdbc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Hash;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The small values that documents of the store are made of. Reading throws {@link IllegalArgumentException} on what it does not know. */
final class StateJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StateJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** Reads {@code text} piece by piece. */
    static JsonParser parser(String text) throws IOException {
        return MAPPER.createParser(text);
    }

    static ObjectNode fingerprint(Fingerprint fingerprint) {
        return object().put("data", fingerprint.data().text())
                .put("parents", fingerprint.parents().text())
                .put("metadata", fingerprint.metadata().text());
    }

    static Fingerprint fingerprint(JsonNode node) {
        return new Fingerprint(
                new Hash(text(node, "data")), new Hash(text(node, "parents")), new Hash(text(node, "metadata")));
    }

    static ObjectNode id(SnapshotId id) {
        return object().put("model", id.model().toString()).put("identifier", id.identifier());
    }

    static SnapshotId id(JsonNode node) {
        return new SnapshotId(TableNames.parse(text(node, "model")), text(node, "identifier"));
    }

    /** @param storage null for null */
    static ObjectNode storage(Storage storage) {
        return storage == null
                ? null
                : object().put("version", storage.version())
                        .put("dev_version", storage.devVersion())
                        .put("table", storage.table().toString())
                        .put("dev_table", storage.devTable().toString());
    }

    static Storage storage(JsonNode node) {
        return node.isObject()
                ? new Storage(
                        text(node, "version"),
                        text(node, "dev_version"),
                        optional(node, "table", TableNames::parse),
                        optional(node, "dev_table", TableNames::parse))
                : null;
    }

    static String category(ChangeCategory category) {
        return category == null ? null : category.name();
    }

    static ChangeCategory category(JsonNode node) {
        return optional(node, "category", ChangeCategory::valueOf);
    }

    static TableName table(JsonNode node, String field) {
        return optional(node, field, TableNames::parse);
    }

    static Instant time(JsonNode node, String field) {
        return optional(node, field, Instant::parse);
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("'%s' is missing".formatted(field));
        }
        return value.textValue();
    }

    /** The field read by {@code read}; null if it is missing or null. */
    static <T> T optional(JsonNode node, String field, Function<String, T> read) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : read.apply(value.asText());
    }

    static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> read) {
        var list = new ArrayList<T>();
        node.path(field).forEach(item -> list.add(read.apply(item)));
        return list;
    }

    /** {@code value} as text; null for null. */
    static String shown(Object value) {
        return value == null ? null : value.toString();
    }
}
