package dev.vmsh.project.definition;

import dev.vmsh.project.SqlText;
import java.util.List;
import java.util.Map;

/**
 * What {@code model_defaults} says. Each text is as it would be written in a MODEL block.
 *
 * @param properties of the model, by name
 * @param kindProperties of the kinds that have them, by name
 * @param propertyMaps for {@code physical_properties} and its like, the entries by map name
 * @param audits calls, put before a model's own
 * @param before statements, put before a model's own; {@code after} and {@code onVirtualUpdate} likewise
 */
public record ModelDefaults(
        Map<String, String> properties,
        Map<String, String> kindProperties,
        Map<String, Map<String, String>> propertyMaps,
        List<String> audits,
        List<SqlText> before,
        List<SqlText> after,
        List<SqlText> onVirtualUpdate) {
    public static final ModelDefaults NONE =
            new ModelDefaults(Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(), List.of());

    public ModelDefaults {
        properties = Map.copyOf(properties);
        kindProperties = Map.copyOf(kindProperties);
        propertyMaps = Map.copyOf(propertyMaps);
        audits = List.copyOf(audits);
        before = List.copyOf(before);
        after = List.copyOf(after);
        onVirtualUpdate = List.copyOf(onVirtualUpdate);
    }
}
