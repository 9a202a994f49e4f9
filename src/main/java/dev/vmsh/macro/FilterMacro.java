package dev.vmsh.macro;

/** {@code @FILTER(items, x -> condition)}: the items for which the condition holds, as a list. */
final class FilterMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        var each = ListAndLambda.of(call);
        return MacroResult.list(each.items().stream()
                .filter(item ->
                        Conditions.isTrue(String.join(", ", each.lambda().applyToItem(item, call)), call))
                .toList());
    }

    @Override
    public boolean takesLambda() {
        return true;
    }
}
