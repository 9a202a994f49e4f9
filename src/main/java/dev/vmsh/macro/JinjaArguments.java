package dev.vmsh.macro;

import java.util.List;
import java.util.Map;

/** The arguments of {@code var('x', default)} and its kin. */
final class JinjaArguments {
    private JinjaArguments() {}

    static String name(String function, List<Object> arguments, Map<String, Object> named) {
        if (!arguments.isEmpty() && arguments.get(0) != null) {
            return arguments.get(0).toString();
        }
        if (named.get("var_name") != null) {
            return named.get("var_name").toString();
        }
        throw new MacroException(function + "() takes a name", "Write " + function + "('name')", -1);
    }

    /** The default, or None. */
    static Object otherwise(List<Object> arguments, Map<String, Object> named) {
        Object given = arguments.size() > 1 ? arguments.get(1) : named.get("default");
        return given == null ? JinjaNone.NONE : given;
    }
}
