package dev.vmsh.project.definition;

import dev.vmsh.project.AuditCall;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Reads uses of audits: {@code not_null(columns := (id), blocking := false)}. */
final class AuditCalls {
    private AuditCalls() {}

    /** @throws DefinitionException if an argument has no name */
    static AuditCall read(Value call) {
        String name = call.head().toLowerCase(Locale.ROOT);
        var arguments = new LinkedHashMap<String, String>();
        Boolean blocking = null;
        if (call.arguments().isPresent()) {
            for (Value argument : call.arguments().get().items()) {
                String key = key(name, argument);
                if (key.equals("blocking")) {
                    blocking = argument.assigned().flag();
                } else {
                    arguments.put(key, argument.assigned().text());
                }
            }
        }
        return new AuditCall(name, arguments, blocking);
    }

    private static String key(String audit, Value argument) {
        var tokens = argument.tokens();
        boolean named = tokens.size() >= 3
                && (tokens.get(1).isOperator(":=") || tokens.get(1).isOperator("="));
        if (!named) {
            throw argument.wrong(
                    "Audit '%s' must be called with named arguments".formatted(audit),
                    "Write %s(name := %s)".formatted(audit, argument.text()));
        }
        return argument.key().toLowerCase(Locale.ROOT);
    }
}
