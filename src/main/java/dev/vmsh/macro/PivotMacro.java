package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.List;

/** {@code @PIVOT(column, values, …)}: one aggregate column per value. */
final class PivotMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given = call.bind(
                "column",
                "values",
                "alias",
                "agg",
                "cmp",
                "prefix",
                "suffix",
                "then_value",
                "else_value",
                "quote",
                "distinct");
        String column = given.required("column");
        List<String> values = given.items("values")
                .orElseThrow(() -> call.wrong("'values' is missing", "Write @PIVOT(column, ['a', 'b'])"));
        String distinct = given.flag("distinct", false) ? "DISTINCT " : "";
        var columns = new ArrayList<String>();
        for (String value : values) {
            String aggregate = "%s(%sCASE WHEN %s %s %s THEN %s ELSE %s END)"
                    .formatted(
                            given.text("agg").orElse("SUM"),
                            distinct,
                            column,
                            given.text("cmp").orElse("="),
                            value,
                            given.sql("then_value").orElse("1"),
                            given.sql("else_value").orElse("0"));
            columns.add(
                    given.flag("alias", true) ? aggregate + " AS " + alias(value, given, call.dialect()) : aggregate);
        }
        return MacroResult.list(columns);
    }

    private static String alias(String value, BoundArguments given, Dialect dialect) {
        String text = given.text("prefix").orElse("")
                + Values.bareText(Values.read(value, dialect), dialect)
                + given.text("suffix").orElse("");
        return given.flag("quote", true) ? SqlText.quotedName(text, dialect) : SqlText.name(text, dialect);
    }
}
