package dev.vmsh.macro;

import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;

/** {@code @SQL('text'[, 'type'])}: the text, its variables filled in, as SQL; of an expression, its value. */
final class SqlMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        // The second argument says what the text is parsed into; text that stays text needs no such hint.
        String given = call.bind("sql", "into").required("sql");
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(given, call.dialect()));
        boolean string = tokens.size() == 1 && tokens.get(0).kind() == Token.Kind.STRING;
        String template = string
                ? SqlText.unquoted(tokens.get(0), call.dialect())
                : Conditions.evaluatedIfPossible(given, call.dialect());
        String filled = Templates.fill(template, name -> call.evaluation().bareText(name, call.frame()));
        return MacroResult.of(call.evaluation().expandProduced(filled, call.frame(), call.offset()));
    }
}
