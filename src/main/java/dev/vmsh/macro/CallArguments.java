package dev.vmsh.macro;

import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a macro function is called with, expanding it on the way. For one call. */
final class CallArguments {
    private final Evaluation evaluation;
    private final Frame frame;
    private final Place place;
    private final boolean takesLambda;
    private final List<Argument> positional = new ArrayList<>();
    private final Map<String, Argument> named = new LinkedHashMap<>();

    /** @param frame of the inside of the call */
    CallArguments(Evaluation evaluation, Frame frame, Place place, boolean takesLambda) {
        this.evaluation = evaluation;
        this.frame = frame;
        this.place = place;
        this.takesLambda = takesLambda;
    }

    /**
     * @param tokens what stands between the brackets
     * @throws MacroException if an argument without a name follows one with a name
     */
    CallArguments read(List<Token> tokens) {
        SqlText.splitAtCommas(tokens).forEach(this::argument);
        return this;
    }

    List<Argument> positional() {
        return List.copyOf(positional);
    }

    Map<String, Argument> named() {
        return Collections.unmodifiableMap(named);
    }

    private void argument(List<Token> part) {
        int assign = part.isEmpty() ? 0 : SqlText.significant(part, 1);
        boolean keyword = assign > 0
                && assign < part.size()
                && part.get(0).isName()
                && part.get(assign).isOperator(":=");
        if (keyword) {
            List<Token> value = SqlText.trimmed(part.subList(assign + 1, part.size()));
            String text = evaluation.expand(value, frame, place);
            named.put(part.get(0).identifier().toLowerCase(Locale.ROOT), Argument.of(text));
            return;
        }
        if (!named.isEmpty()) {
            throw new MacroException(
                    "A positional argument cannot follow a keyword argument",
                    "Move it in front of 'name := value'",
                    part.isEmpty() ? -1 : place.of(part.get(0)));
        }
        if (takesLambda) {
            var lambda = Lambda.read(part, frame, place);
            if (lambda.isPresent()) {
                positional.add(Argument.of(lambda.get()));
                return;
            }
        }
        evaluation.expandArgument(part, frame, place).forEach(text -> positional.add(Argument.of(text)));
    }
}
