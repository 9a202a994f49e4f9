package dev.vmsh.macro;

import dev.vmsh.macro.JinjaEngine.Function;
import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Jinja in the project's YAML files, which is rendered before they are read as YAML. */
public final class JinjaConfig {
    private JinjaConfig() {}

    /**
     * {@code text} with its Jinja rendered: {@code env_var('X'[, 'default'])}, {@code user()} and {@code var('x'[, default])}. A missing
     * environment variable without a default is the text {@code None}. Text without Jinja comes back at once.
     *
     * @param environment the value of an environment variable; empty if it is not set
     * @param user what {@code user()} gives
     * @param variables what {@code var()} finds, by name in lower case
     * @throws MacroException with the line, if the Jinja cannot be rendered
     */
    public static String render(
            String text,
            java.util.function.Function<String, Optional<String>> environment,
            String user,
            Map<String, MacroValue> variables) {
        if (!JinjaSyntax.isTemplate(text)) {
            return text;
        }
        Function environmentVariable = (arguments, named) -> environment
                .apply(JinjaArguments.name("env_var", arguments, named))
                .<Object>map(value -> value)
                .orElseGet(() -> JinjaArguments.otherwise(arguments, named));
        Map<String, Function> functions = Map.of(
                "env_var", environmentVariable,
                "user", (arguments, named) -> user,
                "var",
                        (arguments, named) -> {
                            MacroValue found = variables.get(
                                    JinjaArguments.name("var", arguments, named).toLowerCase(Locale.ROOT));
                            return found == null
                                    ? JinjaArguments.otherwise(arguments, named)
                                    : JinjaValues.of(found, Dialect.DUCKDB);
                        });
        return JinjaEngine.render(text, List.of(), Map.of(), functions).text();
    }
}
