package dev.vmsh.project.definition;

import dev.vmsh.project.Kind.OnChange;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The properties in the block of a kind, each as the type it must have.
 *
 * @param kind the property that they stand in, to which what is missing is put down
 * @param expand puts the load-time values of macros into a value
 */
record KindProperties(Value kind, Map<String, Property> properties, Dialect dialect, UnaryOperator<Value> expand) {
    /** As written, if it is there. */
    Optional<Property> find(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** With macros expanded, if it is there. */
    Optional<Value> value(String name) {
        return find(name).map(property -> expand.apply(property.value()));
    }

    /** As written, or empty. That it can be expanded is found out now; it is expanded again with real values when it is used. */
    String raw(String name) {
        Property property = properties.get(name);
        if (property == null) {
            return "";
        }
        Value expanded = expand.apply(property.value());
        Objects.requireNonNull(expanded, name);
        return property.value().text();
    }

    /** @throws DefinitionException if it is not there */
    Value required(String name, String example) {
        Property property = properties.get(name);
        if (property == null) {
            throw kind.wrong(
                    "Kind %s needs %s".formatted(kind.head().toUpperCase(Locale.ROOT), name),
                    "Write %s (%s %s)".formatted(kind.head().toUpperCase(Locale.ROOT), name, example));
        }
        return expand.apply(property.value());
    }

    /** A column's name, or another single word. */
    String name(String name, String fallback) {
        Property property = properties.get(name);
        return property == null ? fallback : columnName(expand.apply(property.value()));
    }

    /** A single identifier as the dialect has it. */
    String columnName(Value value) {
        Token only = value.tokens().size() == 1 ? value.tokens().get(0) : null;
        return only != null && only.isName() ? only.normalized(dialect) : value.word();
    }

    /** The names in a list; {@code *} for all. */
    List<String> columns(Value value) {
        return value.items().stream()
                .map(item -> item.text().equals("*") ? "*" : columnName(item))
                .toList();
    }

    /** The items of a list as SQL. */
    static List<String> texts(Value value) {
        return value.items().stream().map(Value::text).toList();
    }

    boolean flag(String name, boolean fallback) {
        Property property = properties.get(name);
        return property == null ? fallback : expand.apply(property.value()).flag();
    }

    OptionalInt number(String name, int least) {
        Property property = properties.get(name);
        if (property == null || property.value().isNull()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(expand.apply(property.value()).number(least));
    }

    OnChange onChange(String name, OnChange fallback) {
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
}
