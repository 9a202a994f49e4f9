package dev.vmsh.macro;

import java.util.List;
import java.util.Locale;

/** The arguments of {@code @EACH}, {@code @FILTER} and {@code @REDUCE}: items, then a lambda. */
record ListAndLambda(List<String> items, Lambda lambda) {
    static ListAndLambda of(MacroCall call) {
        call.allowNoKeywords();
        int last = call.arguments().size() - 1;
        if (last < 0 || call.arguments().get(last).lambda() == null) {
            throw call.wrong(
                    "Its last argument is a lambda",
                    "Write @" + call.name().toUpperCase(Locale.ROOT) + "(items, x -> expression)");
        }
        return new ListAndLambda(
                Items.of(call.present(), call.dialect()),
                call.arguments().get(last).lambda());
    }
}
