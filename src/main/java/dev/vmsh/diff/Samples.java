package dev.vmsh.diff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some of the rows that differ, in key order. Values are as the engine's rows give them; a map's order is that of the columns, and its
 * values may be null.
 *
 * @param changed pairs with the same key and different values
 * @param sourceOnly rows without their like in the target
 * @param targetOnly rows without their like in the source
 */
public record Samples(
        List<Changed> changed, List<Map<String, Object>> sourceOnly, List<Map<String, Object>> targetOnly) {
    public static final Samples NONE = new Samples(List.of(), List.of(), List.of());

    public Samples {
        changed = List.copyOf(changed);
        sourceOnly = List.copyOf(sourceOnly);
        targetOnly = List.copyOf(targetOnly);
    }

    /**
     * A pair of rows.
     *
     * @param key the parts of the key by name
     * @param columns only those that differ
     */
    public record Changed(Map<String, Object> key, Map<String, Values> columns) {
        public Changed {
            key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    /** What the two sides hold; either may be null. */
    public record Values(Object source, Object target) {}

    public boolean empty() {
        return changed.isEmpty() && sourceOnly.isEmpty() && targetOnly.isEmpty();
    }
}
