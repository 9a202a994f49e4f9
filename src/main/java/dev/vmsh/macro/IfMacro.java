package dev.vmsh.macro;

/** {@code @IF(condition, then[, else])}: one of the two; nothing if the condition is false and there is no else. */
final class IfMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given = call.bind("condition", "true", "false");
        if (call.arguments().size() + call.named().size() < 2) {
            throw call.wrong(
                    "It takes a condition and what to write if it holds",
                    "Write @IF(condition, then) or @IF(condition, then, else)");
        }
        boolean holds = given.flag("condition", false);
        return MacroResult.of(given.sql(holds ? "true" : "false").orElse(""));
    }
}
