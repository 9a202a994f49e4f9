package dev.vmsh.macro;

import dev.vmsh.sql.Lexer;
import java.util.List;

/** A function that the project defined with {@code @DEF(f, x -> …)}. */
record DefinedFunction(MacroValue.Lambda definition) implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        call.allowNoKeywords();
        Evaluation evaluation = call.evaluation();
        List<String> given = call.present();
        int wanted = definition.parameters().size();
        if (wanted > 1 && given.size() == 1) {
            given = Items.of(given, call.dialect());
        }
        if (given.size() != wanted) {
            throw call.wrong(
                    "It takes %d arguments, not %d".formatted(wanted, given.size()),
                    "It is defined for (" + String.join(", ", definition.parameters()) + ")");
        }
        var lambda = new Lambda(
                definition.parameters(),
                Lexer.tokens(definition.body(), call.dialect()),
                Frame.OUTERMOST,
                new Place(Math.max(call.offset(), 0)));
        List<MacroValue> values =
                given.stream().map(text -> Values.read(text, call.dialect())).toList();
        List<String> result = lambda.apply(values, evaluation);
        return result.size() == 1 ? MacroResult.of(result.get(0)) : MacroResult.list(result);
    }
}
