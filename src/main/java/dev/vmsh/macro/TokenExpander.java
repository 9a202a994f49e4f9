package dev.vmsh.macro;

import dev.vmsh.problem.NearName;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Walks over tokens once and writes them down with every macro replaced. */
final class TokenExpander {
    private final Evaluation evaluation;
    private final List<Token> tokens;
    private final Frame frame;
    private final Place place;
    private final Output output = new Output();
    private final Position position = new Position();
    private int at;

    TokenExpander(Evaluation evaluation, List<Token> tokens, Frame frame, Place place) {
        this.evaluation = evaluation;
        this.tokens = Marks.separated(tokens, name -> evaluation.knows(name, frame));
        this.frame = frame;
        this.place = place;
    }

    String run() {
        while (at < tokens.size()) {
            step();
        }
        return output.text();
    }

    /** Whether all that was written is one macro's list. */
    boolean gaveList() {
        return output.isOneList();
    }

    private void step() {
        Token token = tokens.get(at);
        if (token.trivia()) {
            output.space(SqlText.trivia(token));
            at++;
        } else if (gluedName()) {
            return;
        } else if (isMark(at) && isKind(at + 1, Token.Kind.STRING)) {
            templateString();
        } else if (isMark(at) && isKind(at + 1, Token.Kind.WORD)) {
            named();
        } else if (token.kind() == Token.Kind.QUOTED_NAME && token.text().indexOf('@') >= 0) {
            quotedName(token);
        } else if (isBareParameter(token)) {
            value(frame.bare().get(token.identifier()), 1);
        } else {
            plain(token);
        }
    }

    private void plain(Token token) {
        output.token(token.text(), place.of(token));
        position.pass(token);
        at++;
    }

    /** Writes a name that is made of several pieces, or has braces; false if none begins here. */
    private boolean gluedName() {
        GluedName name = GluedName.at(tokens, at);
        if (name.braced() && name.parts() == 0) {
            throw error("'@{' is not closed", "Write @{name}", place.of(tokens.get(at)));
        }
        if (name.marks() == 0 || (name.parts() == 1 && !name.braced())) {
            return false;
        }
        if (name.parts() == 1 && standsForItself(tokens.get(at + 1))) {
            value(required(tokens.get(at + 1)), GluedName.BRACED);
            return true;
        }
        write(SqlText.name(name.text(this::bareText), evaluation.dialect()), name.end());
        return true;
    }

    /** A number or an expression in braces is no part of a name when nothing is glued to it. */
    private boolean standsForItself(Token name) {
        MacroValue value = required(name);
        return value instanceof MacroValue.Number || value instanceof MacroValue.Sql;
    }

    private void templateString() {
        Token string = tokens.get(at + 1);
        String filled = fill(SqlText.unquoted(string, evaluation.dialect()));
        write(SqlText.literal(filled, evaluation.dialect()), at + 2);
    }

    private void quotedName(Token token) {
        String filled = fill(token.identifier());
        write(
                filled.equals(token.identifier()) ? token.text() : SqlText.quotedName(filled, evaluation.dialect()),
                at + 1);
    }

    private String fill(String text) {
        return Templates.fill(text, name -> evaluation.bareText(name, frame));
    }

    private boolean isBareParameter(Token token) {
        if (!token.isName() || !frame.bare().containsKey(token.identifier()) || position.afterDot()) {
            return false;
        }
        return !(at + 1 < tokens.size() && tokens.get(at + 1).isOperator("("));
    }

    private void named() {
        Token word = tokens.get(at + 1);
        String name = word.lower();
        int open = SqlText.significant(tokens, at + 2);
        boolean called = open < tokens.size() && tokens.get(open).isOperator("(");
        if (isStage(word)) {
            plain(tokens.get(at));
            plain(word);
            return;
        }
        if (!called) {
            value(required(word), 2);
            return;
        }
        Optional<MacroFunction> function = function(name);
        if (name.equals("def")) {
            define(open);
        } else if (Clauses.KEYWORDS.containsKey(name)) {
            clause(name, open);
        } else if (function.isPresent()) {
            call(name, function.get(), open);
        } else if (evaluation.variable(name, frame).isPresent()) {
            value(required(word), 2);
        } else {
            throw MacroFunctions.unknown(word.text(), place.of(tokens.get(at)));
        }
    }

    /** Whether {@code @name} is a Snowflake stage to read files from, and no variable. */
    private boolean isStage(Token word) {
        return evaluation.dialect() == Dialect.SNOWFLAKE
                && position.role(false) == Position.Role.NAME
                && function(word.lower()).isEmpty()
                && evaluation.variable(word.text(), frame).isEmpty();
    }

    private Optional<MacroFunction> function(String name) {
        Optional<MacroFunction> defined = evaluation
                .variable(name, frame)
                .filter(MacroValue.Lambda.class::isInstance)
                .map(value -> new DefinedFunction((MacroValue.Lambda) value));
        return defined.isPresent() ? defined : MacroFunctions.named(name);
    }

    private void call(String name, MacroFunction function, int open) {
        int offset = place.of(tokens.get(at));
        int close = close(name, open);
        CallArguments arguments = new CallArguments(evaluation, frame.insideCall(), place, function.takesLambda())
                .read(tokens.subList(open + 1, close));
        evaluation.called(name);
        var call =
                new MacroCall(name, arguments.positional(), arguments.named(), evaluation, frame.insideCall(), offset);
        output.result(name, function.call(call), offset);
        position.passValue();
        at = close + 1;
    }

    private String expandInside(List<Token> part) {
        return evaluation.expand(part, frame.insideCall(), place);
    }

    private void define(int open) {
        int offset = place.of(tokens.get(at));
        int close = close("def", open);
        List<List<Token>> parts = SqlText.splitAtCommas(tokens.subList(open + 1, close));
        if (parts.size() != 2
                || parts.get(0).size() != 1
                || !parts.get(0).get(0).isName()) {
            throw error("@DEF takes a name and an expression", "Write @DEF(name, expression)", offset);
        }
        String name = parts.get(0).get(0).identifier();
        List<Token> body = parts.get(1);
        MacroValue value = Lambda.read(body, frame, place)
                .<MacroValue>map(lambda -> new MacroValue.Lambda(lambda.parameters(), SqlText.join(lambda.body())))
                .orElseGet(() -> Values.read(expandInside(body), evaluation.dialect()));
        evaluation.define(name, value);
        evaluation.called("def");
        output.result("def", MacroResult.NOTHING, offset);
        at = close + 1;
    }

    private void clause(String name, int open) {
        int offset = place.of(tokens.get(at));
        int close = close(name, open);
        String condition = expandInside(tokens.subList(open + 1, close));
        var call =
                new MacroCall(name, List.of(Argument.of(condition)), Map.of(), evaluation, frame.insideCall(), offset);
        evaluation.called(name);
        at = close + 1;
        if (Conditions.isTrue(condition, call)) {
            keyword(Clauses.KEYWORDS.get(name), offset);
            return;
        }
        if (name.equals("join")) {
            output.dropTrailing(Clauses.JOIN_SIDES);
        }
        at = clauseEnd(name, at);
    }

    private void keyword(String keyword, int offset) {
        for (Token word : Lexer.tokens(keyword, evaluation.dialect())) {
            if (word.trivia()) {
                output.space(word.text());
            } else {
                output.token(word.text(), offset);
                position.pass(word);
            }
        }
        if (at < tokens.size() && !tokens.get(at).trivia()) {
            output.space(" ");
        }
    }

    private int clauseEnd(String name, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            depth += SqlText.nesting(tokens.get(i));
            if (depth < 0 || (depth == 0 && (Clauses.ends(name, tokens.get(i)) || isClauseMacro(i)))) {
                return i;
            }
        }
        return tokens.size();
    }

    private boolean isClauseMacro(int index) {
        return isMark(index)
                && isKind(index + 1, Token.Kind.WORD)
                && Clauses.KEYWORDS.containsKey(tokens.get(index + 1).lower());
    }

    /** Writes a variable's value in place of the next {@code length} tokens, as fits where it stands. */
    private void value(MacroValue value, int length) {
        int next = SqlText.significant(tokens, at + length);
        boolean dotFollows = next < tokens.size() && tokens.get(next).isOperator(".");
        Position.Role role = position.role(dotFollows);
        int offset = place.of(tokens.get(at));
        boolean plain = value instanceof MacroValue.Text || value instanceof MacroValue.Number;
        String sql;
        if (role == Position.Role.TYPE) {
            sql = Values.bareText(value, evaluation.dialect());
        } else if (role == Position.Role.NAME && plain) {
            sql = SqlText.quotedName(Values.bareText(value, evaluation.dialect()), evaluation.dialect());
        } else if (role == Position.Role.INTERVAL && plain) {
            sql = SqlText.literal(Values.bareText(value, evaluation.dialect()), evaluation.dialect());
        } else if (value instanceof MacroValue.Sql produced) {
            sql = evaluation.expandProduced(produced.text(), Frame.OUTERMOST, offset);
        } else {
            sql = Values.sql(value, evaluation.dialect());
        }
        write(sql, at + length);
    }

    private void write(String sql, int next) {
        output.value(sql, place.of(tokens.get(at)));
        position.passValue();
        at = next;
    }

    private String bareText(Token name) {
        return Values.bareText(required(name), evaluation.dialect());
    }

    private MacroValue required(Token name) {
        return evaluation.variable(name.text(), frame).orElseThrow(() -> unknownVariable(name));
    }

    private MacroException unknownVariable(Token name) {
        var known = new ArrayList<>(evaluation.scope().variables().keySet());
        known.addAll(evaluation.scope().definitions().keySet());
        known.addAll(frame.locals().keySet());
        String remedy = TimeVariables.isTimeVariable(name.text())
                ? "Date ranges exist only where a model is built by intervals"
                : NearName.hint(
                        name.lower(),
                        known,
                        "Define it with @DEF(" + name.text()
                                + ", …) or under 'variables' in the project's configuration");
        return error("Macro variable '" + name.text() + "' is undefined", remedy, place.of(name));
    }

    private int close(String name, int open) {
        int close = SqlText.closing(tokens, open);
        if (close < 0) {
            throw error(
                    "The bracket of @" + name.toUpperCase(Locale.ROOT) + "( is not closed",
                    "Add the missing ')'",
                    place.of(tokens.get(at)));
        }
        return close;
    }

    private boolean isMark(int index) {
        return index < tokens.size() && tokens.get(index).isOperator("@");
    }

    private boolean isKind(int index, Token.Kind kind) {
        return index < tokens.size() && tokens.get(index).kind() == kind;
    }

    private static MacroException error(String message, String remedy, int offset) {
        return new MacroException(message, remedy, offset);
    }
}
