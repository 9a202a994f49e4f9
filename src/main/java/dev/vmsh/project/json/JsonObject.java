package dev.vmsh.project.json;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The fields of one JSON object, read as what they are. What is absent reads as null, empty, false or 0. */
final class JsonObject {
    private final Map<?, ?> fields;

    private JsonObject(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** @throws IllegalArgumentException if {@code value} is not an object */
    static JsonObject of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject(map);
        }
        throw new IllegalArgumentException("not a JSON object: " + value);
    }

    /** The object in which {@code key} is the name of the form and the rest its fields. */
    static Map<String, Object> fields() {
        return new LinkedHashMap<>();
    }

    Object raw(String key) {
        return fields.get(key);
    }

    String text(String key) {
        return (String) fields.get(key);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(fields.get(key));
    }

    int number(String key) {
        return fields.get(key) instanceof BigDecimal number ? number.intValueExact() : 0;
    }

    OptionalInt optionalNumber(String key) {
        return fields.get(key) instanceof BigDecimal number
                ? OptionalInt.of(number.intValueExact())
                : OptionalInt.empty();
    }

    JsonObject object(String key) {
        return of(fields.get(key));
    }

    List<String> texts(String key) {
        return list(key, each -> (String) each);
    }

    <R> List<R> list(String key, Function<Object, R> item) {
        var items = new ArrayList<R>();
        if (fields.get(key) instanceof List<?> list) {
            list.forEach(each -> items.add(item.apply(each)));
        }
        return items;
    }

    <R> Map<String, R> map(String key, Function<Object, R> value) {
        var map = new LinkedHashMap<String, R>();
        if (fields.get(key) instanceof Map<?, ?> entries) {
            entries.forEach((name, each) -> map.put((String) name, value.apply(each)));
        }
        return map;
    }

    Map<String, String> textMap(String key) {
        return map(key, each -> (String) each);
    }

    Optional<List<Column>> columns(String key) {
        return fields.get(key) == null ? Optional.empty() : Optional.of(list(key, JsonObject::column));
    }

    static Object number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    /** A column as {@code [name, type]}. */
    static Object column(Column column) {
        var pair = new ArrayList<String>();
        pair.add(column.name());
        pair.add(column.type());
        return pair;
    }

    static Column column(Object pair) {
        List<?> parts = (List<?>) pair;
        return new Column((String) parts.get(0), (String) parts.get(1));
    }

    /** A name as {@code [catalog, schema, name]}. */
    static Object table(TableName table) {
        var parts = new ArrayList<String>();
        parts.add(table.catalog());
        parts.add(table.schema());
        parts.add(table.name());
        return parts;
    }

    static TableName table(Object triple) {
        List<?> parts = (List<?>) triple;
        return new TableName((String) parts.get(0), (String) parts.get(1), (String) parts.get(2));
    }
}
