package dev.vmsh.macro;

/** {@code @EVAL(expression)}: the value of an expression, computed here and not by the database. A string comes out as bare SQL. */
final class EvalMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        String expression = call.bind("condition").sql("condition").orElse("NULL");
        return MacroResult.of(Conditions.evaluated(expression, call));
    }
}
