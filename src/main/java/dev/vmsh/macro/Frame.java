package dev.vmsh.macro;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The lambda parameters in force at one place.
 *
 * @param locals reached by {@code @x}, here and inside nested macro calls; names in lower case
 * @param bare replaced where they stand without a mark; names as written, empty inside nested macro calls
 */
record Frame(Map<String, MacroValue> locals, Map<String, MacroValue> bare) {
    static final Frame OUTERMOST = new Frame(Map.of(), Map.of());

    /** The frame of a lambda's body. */
    Frame enter(List<String> parameters, List<MacroValue> values) {
        var inner = new HashMap<>(locals);
        var replaced = new HashMap<>(bare);
        for (int i = 0; i < parameters.size(); i++) {
            inner.put(parameters.get(i).toLowerCase(Locale.ROOT), values.get(i));
            replaced.put(parameters.get(i), values.get(i));
        }
        return new Frame(inner, replaced);
    }

    /** The frame of a nested macro call's arguments. */
    Frame insideCall() {
        return bare.isEmpty() ? this : new Frame(locals, Map.of());
    }

    Optional<MacroValue> local(String lowerName) {
        return Optional.ofNullable(locals.get(lowerName));
    }
}
