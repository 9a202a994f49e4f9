package dev.vmsh.macro;

import java.util.ArrayList;
import java.util.List;

/** {@code @EACH(items, x -> expression)}: the expression for each item, as a list. */
final class EachMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        var each = ListAndLambda.of(call);
        var results = new ArrayList<String>();
        for (String item : each.items()) {
            results.addAll(each.lambda().applyToItem(item, call));
        }
        return MacroResult.list(List.copyOf(results));
    }

    @Override
    public boolean takesLambda() {
        return true;
    }
}
