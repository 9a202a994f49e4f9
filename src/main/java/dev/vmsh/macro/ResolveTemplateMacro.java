package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code @RESOLVE_TEMPLATE('…@{schema_name}…'[, mode := 'literal' | 'table'])}: text with the parts of the physical table's name filled
 * in. While a project is loaded there is no such table: a literal keeps its marks, a table becomes a query that reads nothing, so that
 * no dependency is made up.
 */
final class ResolveTemplateMacro implements MacroFunction {
    private static final String NO_TABLE = "(SELECT NULL)";

    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given = call.bind("template", "mode");
        String template =
                given.text("template").orElseThrow(() -> call.wrong("'template' is missing", "Give it as a string"));
        String mode = given.text("mode").orElse("literal");
        if (!mode.equals("literal") && !mode.equals("table")) {
            throw call.wrong("The mode '" + mode + "' is unknown", "Write 'literal' or 'table'");
        }
        boolean table = mode.equals("table");
        if (call.evaluation().loading()) {
            return MacroResult.of(table ? NO_TABLE : SqlText.literal(template, call.dialect()));
        }
        Optional<MacroValue> thisModel = call.evaluation().variable("this_model", call.frame());
        Map<String, String> parts = parts(
                thisModel.orElseThrow(
                        () -> call.wrong("There is no @this_model here", "Use it where a model's table is built")),
                call);
        return MacroResult.of(
                table
                        ? table(template, parts, call.dialect())
                        : SqlText.literal(fill(template, parts), call.dialect()));
    }

    private static String fill(String template, Map<String, String> parts) {
        return Templates.fill(template, name -> Optional.ofNullable(parts.get(name)));
    }

    /** The template as a dotted name, quoted wherever a part of the physical name was filled in. */
    private static String table(String template, Map<String, String> parts, Dialect dialect) {
        var names = new ArrayList<String>();
        var name = new ArrayList<Token>();
        for (Token token : Lexer.withoutTrivia(Lexer.tokens(template, dialect))) {
            if (token.isOperator(".")) {
                names.add(name(name, parts, dialect));
                name.clear();
            } else {
                name.add(token);
            }
        }
        names.add(name(name, parts, dialect));
        return String.join(".", names);
    }

    private static String name(List<Token> tokens, Map<String, String> parts, Dialect dialect) {
        String written = SqlText.join(tokens);
        if (written.indexOf('@') < 0) {
            return written;
        }
        return SqlText.quotedName(fill(tokens.size() == 1 ? tokens.get(0).identifier() : written, parts), dialect);
    }

    private static Map<String, String> parts(MacroValue thisModel, MacroCall call) {
        List<String> names =
                Lexer.withoutTrivia(Lexer.tokens(Values.bareText(thisModel, call.dialect()), call.dialect())).stream()
                        .filter(Token::isName)
                        .map(Token::identifier)
                        .toList();
        int last = names.size() - 1;
        String catalog = call.evaluation()
                .variable("default_catalog", call.frame())
                .map(value -> Values.bareText(value, call.dialect()))
                .orElse("");
        return Map.of(
                "catalog_name", last > 1 ? names.get(last - 2) : catalog,
                "schema_name", last > 0 ? names.get(last - 1) : "",
                "table_name", last >= 0 ? names.get(last) : "");
    }
}
