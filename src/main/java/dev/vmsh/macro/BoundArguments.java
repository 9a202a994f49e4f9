package dev.vmsh.macro;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of one call, by parameter name. */
final class BoundArguments {
    private final MacroCall call;
    private final Map<String, Argument> byName;

    private BoundArguments(MacroCall call, Map<String, Argument> byName) {
        this.call = call;
        this.byName = byName;
    }

    static BoundArguments of(MacroCall call, List<String> parameters) {
        if (call.arguments().size() > parameters.size()) {
            throw call.wrong(
                    "%d arguments are too many".formatted(call.arguments().size()),
                    "It takes " + String.join(", ", parameters));
        }
        call.allowKeywords(parameters);
        var byName = new HashMap<>(call.named());
        for (int i = 0; i < call.arguments().size(); i++) {
            if (byName.put(parameters.get(i), call.arguments().get(i)) != null) {
                throw call.wrong("'" + parameters.get(i) + "' is given twice", "Give it by position or by name");
            }
        }
        return new BoundArguments(call, byName);
    }

    /** The argument's SQL; empty if it was not given or gave nothing. */
    Optional<String> sql(String parameter) {
        return Optional.ofNullable(byName.get(parameter))
                .filter(given -> !given.vanished())
                .map(Argument::text);
    }

    String required(String parameter) {
        return sql(parameter).orElseThrow(() -> call.wrong("'" + parameter + "' is missing"));
    }

    /** The argument's value. */
    Optional<MacroValue> value(String parameter) {
        return sql(parameter).map(text -> Values.read(text, call.dialect()));
    }

    /** The argument as bare text: a string without its quotes. */
    Optional<String> text(String parameter) {
        return value(parameter).map(value -> Values.bareText(value, call.dialect()));
    }

    /** The argument as an identifier: a string as it is, a name as the dialect compares it. */
    Optional<String> identifier(String parameter) {
        return sql(parameter).map(text -> Values.identifier(text, call.dialect()));
    }

    /** The argument as a condition. */
    boolean flag(String parameter, boolean otherwise) {
        return sql(parameter).map(text -> Conditions.isTrue(text, call)).orElse(otherwise);
    }

    /** The items of an argument that must be a list; empty if it is something else. */
    Optional<List<String>> list(String parameter) {
        return sql(parameter).flatMap(text -> Items.ofOne(text, call.dialect()));
    }

    /** The argument's items: those of a list, or the one value. */
    Optional<List<String>> items(String parameter) {
        return sql(parameter).map(text -> Items.of(List.of(text), call.dialect()));
    }
}
