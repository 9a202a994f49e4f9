package dev.vmsh.project.definition;

import dev.vmsh.problem.NearName;
import dev.vmsh.sql.Token;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of one block: {@code (name value, name value)}. Of a repeated property the last counts. Immutable.
 *
 * @param offset where the block begins in its file
 */
record Block(int offset, Map<String, Property> properties) {
    /**
     * @param list the parentheses and what they hold
     * @throws DefinitionException if a property has no name or no value
     */
    static Block read(Value list, Problems problems, Source source) {
        var properties = new LinkedHashMap<String, Property>();
        for (Value item : list.items()) {
            List<Token> tokens = item.tokens();
            Token name = tokens.get(0);
            if (!name.isName()) {
                problems.add(
                        source,
                        item.offset(),
                        "'%s' is not the name of a property".formatted(name.text()),
                        "Write properties as name value, separated by commas");
            } else if (tokens.size() == 1) {
                problems.add(
                        source,
                        item.offset(),
                        "Property '%s' has no value".formatted(name.text()),
                        "Write a value after it: %s true".formatted(name.text()));
            } else {
                String lower = name.identifier().toLowerCase(Locale.ROOT);
                properties.put(lower, new Property(lower, item.offset(), item.part(1, tokens.size())));
            }
        }
        return new Block(list.offset(), properties);
    }

    Optional<Property> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** Notes each property that is not among {@code known}. */
    void refuseUnknown(Collection<String> known, String where, Problems problems, Source source) {
        properties.values().stream()
                .filter(property -> !known.contains(property.name()))
                .forEach(property -> problems.add(
                        source,
                        property.offset(),
                        "'%s' is not a property of %s".formatted(property.name(), where),
                        NearName.hintOrAll(property.name(), known)));
    }
}
