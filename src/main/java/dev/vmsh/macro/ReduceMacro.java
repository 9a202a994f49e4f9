package dev.vmsh.macro;

import java.util.List;

/** {@code @REDUCE(items, (left, right) -> expression)}: the items folded from the left into one expression, without added brackets. */
final class ReduceMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        var fold = ListAndLambda.of(call);
        if (fold.lambda().parameters().size() != 2) {
            throw call.wrong("Its lambda takes two parameters", "Write (left, right) -> expression");
        }
        String folded = fold.items().stream()
                .reduce((left, right) -> combine(fold.lambda(), left, right, call))
                .orElseThrow(() -> call.wrong("There is nothing to reduce", "Give at least one item"));
        return MacroResult.of(folded);
    }

    private static String combine(Lambda lambda, String left, String right, MacroCall call) {
        List<MacroValue> values = List.of(Values.read(left, call.dialect()), Values.read(right, call.dialect()));
        return String.join(", ", lambda.apply(values, call.evaluation()));
    }

    @Override
    public boolean takesLambda() {
        return true;
    }
}
