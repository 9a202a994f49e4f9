package dev.vmsh.macro;

import dev.vmsh.problem.NearName;
import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call of a built-in function, its arguments expanded.
 *
 * @param name lower case, without {@code @}
 * @param arguments the positional ones, in order; vanished ones are still there
 * @param named by keyword, in lower case, in the order written
 * @param offset where in the text the user wrote the call stands
 */
record MacroCall(
        String name,
        List<Argument> arguments,
        Map<String, Argument> named,
        Evaluation evaluation,
        Frame frame,
        int offset) {
    Dialect dialect() {
        return evaluation.dialect();
    }

    /** The arguments by the names of the function's parameters, in their order. */
    BoundArguments bind(String... parameters) {
        return BoundArguments.of(this, List.of(parameters));
    }

    /** The text of each positional argument that is there. */
    List<String> present() {
        return arguments.stream()
                .filter(argument -> !argument.vanished() && argument.lambda() == null)
                .map(Argument::text)
                .toList();
    }

    /** Refuses keyword arguments. */
    void allowNoKeywords() {
        allowKeywords(List.of());
    }

    void allowKeywords(List<String> allowed) {
        for (String keyword : named.keySet()) {
            if (!allowed.contains(keyword)) {
                String remedy = allowed.isEmpty()
                        ? "It takes no keyword arguments"
                        : NearName.hint(keyword, allowed, "It takes " + String.join(", ", allowed));
                throw wrong("There is no argument '" + keyword + "'", remedy);
            }
        }
    }

    MacroException wrong(String message) {
        return wrong(
                message,
                MacroFunctions.usage(name).map(usage -> "Write " + usage).orElse("Check its arguments"));
    }

    MacroException wrong(String message, String remedy) {
        return new MacroException("@" + shown() + ": " + message, remedy, offset);
    }

    private String shown() {
        return name.toUpperCase(Locale.ROOT);
    }
}
