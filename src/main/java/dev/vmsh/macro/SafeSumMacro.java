package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.stream.Collectors;

/** {@code @SAFE_ADD(a, b, …)} and {@code @SAFE_SUB(a, b, …)}: NULL counts as zero; NULL only if all are. */
record SafeSumMacro(String operator) implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        call.allowNoKeywords();
        List<String> fields = call.present();
        if (fields.isEmpty()) {
            throw call.wrong("There is nothing to sum up", "Give at least one expression");
        }
        Dialect dialect = call.dialect();
        String allNull = fields.stream()
                .map(field -> Expressions.operand(field, dialect) + " IS NULL")
                .collect(Collectors.joining(" AND "));
        String sum = fields.stream()
                .map(field -> "COALESCE(" + field + ", 0)")
                .collect(Collectors.joining(" " + operator + " "));
        return MacroResult.of("CASE WHEN " + allNull + " THEN NULL ELSE " + sum + " END");
    }
}
