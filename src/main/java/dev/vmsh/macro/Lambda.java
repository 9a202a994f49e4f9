package dev.vmsh.macro;

import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code x -> body} or {@code (x, y) -> body}, not expanded yet.
 *
 * @param frame what was in force where the lambda was written
 * @param place where in the expanded text the body is, for errors
 */
record Lambda(List<String> parameters, List<Token> body, Frame frame, Place place) {
    Lambda {
        parameters = List.copyOf(parameters);
    }

    /** Reads a lambda; empty if {@code tokens} are something else. */
    static Optional<Lambda> read(List<Token> tokens, Frame frame, Place place) {
        int arrow = arrow(tokens);
        if (arrow < 0) {
            return Optional.empty();
        }
        List<Token> head = SqlText.trimmed(tokens.subList(0, arrow));
        if (head.size() > 1 && head.get(0).isOperator("(") && SqlText.closing(head, 0) == head.size() - 1) {
            head = head.subList(1, head.size() - 1);
        }
        var parameters = new ArrayList<String>();
        for (List<Token> parameter : SqlText.splitAtCommas(head)) {
            if (parameter.size() != 1 || !parameter.get(0).isName()) {
                return Optional.empty();
            }
            parameters.add(parameter.get(0).identifier());
        }
        List<Token> body = SqlText.trimmed(tokens.subList(arrow + 1, tokens.size()));
        return parameters.isEmpty() ? Optional.empty() : Optional.of(new Lambda(parameters, body, frame, place));
    }

    /** The body with {@code values} for the parameters: one SQL text, several if it is a list, none if it vanished. */
    List<String> apply(List<MacroValue> values, Evaluation evaluation) {
        String sql = evaluation.expand(body, frame.enter(parameters, values), place);
        return SqlText.splitAtCommas(sql, evaluation.dialect());
    }

    /** The body for one item: with several parameters, the item is a tuple that is taken apart. */
    List<String> applyToItem(String item, MacroCall call) {
        return apply(call.evaluation().take(parameters.size(), item, call), call.evaluation());
    }

    private static int arrow(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += SqlText.nesting(tokens.get(i));
            if (depth == 0 && tokens.get(i).isOperator("->")) {
                return i;
            }
        }
        return -1;
    }
}
