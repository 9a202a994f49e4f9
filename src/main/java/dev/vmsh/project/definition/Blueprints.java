package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroValue;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the {@code blueprints} property: the variables of each model that a file stands for. */
final class Blueprints {
    private Blueprints() {}

    /**
     * One map for each element of a tuple or an array, or of the list that a macro gives: {@code ((a := 1, b := 2))} is one blueprint, {@code (a := 1, b := 2)} is two, as in SQLMesh.
     */
    static List<Map<String, MacroValue>> read(Value value, Dialect dialect) {
        var blueprints = new ArrayList<Map<String, MacroValue>>();
        List<Value> listed = value.elements();
        for (Value item : listed.size() > 1 ? listed : value.items()) {
            var variables = new LinkedHashMap<String, MacroValue>();
            for (Value assignment : item.items()) {
                variables.put(assignment.key().toLowerCase(Locale.ROOT), macroValue(assignment.assigned(), dialect));
            }
            blueprints.add(variables);
        }
        return blueprints;
    }

    private static MacroValue macroValue(Value value, Dialect dialect) {
        List<Token> tokens = value.tokens();
        if (tokens.size() == 1) {
            Token token = tokens.get(0);
            if (token.kind() == Token.Kind.STRING) {
                return new MacroValue.Text(value.plainText());
            }
            if (token.kind() == Token.Kind.NUMBER && !token.text().matches("0[xXbB].*")) {
                return new MacroValue.Number(new BigDecimal(token.text().replace("_", "")));
            }
            if (token.is("true") || token.is("false")) {
                return new MacroValue.Bool(token.is("true"));
            }
            if (token.is("null")) {
                return MacroValue.NULL;
            }
        }
        if (value.grouped()) {
            return new MacroValue.Sequence(value.items().stream()
                    .map(item -> macroValue(item, dialect))
                    .toList());
        }
        return new MacroValue.Sql(value.text());
    }
}
