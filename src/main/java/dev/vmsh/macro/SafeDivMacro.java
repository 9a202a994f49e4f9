package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;

/** {@code @SAFE_DIV(numerator, denominator)}: NULL where the denominator is zero; never an integer division. */
final class SafeDivMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given = call.bind("numerator", "denominator");
        String numerator = given.required("numerator");
        Dialect dialect = call.dialect();
        String divided =
                switch (dialect) {
                    case POSTGRES, REDSHIFT -> "CAST(" + numerator + " AS DOUBLE PRECISION)";
                    case TRINO -> "CAST(" + numerator + " AS DOUBLE)";
                    default -> Expressions.operand(numerator, dialect);
                };
        return MacroResult.of(divided + " / NULLIF(" + given.required("denominator") + ", 0)");
    }
}
