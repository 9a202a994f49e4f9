package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes a script apart into commands and statements, one at a time. Single use. */
final class ScriptReader {
    private final String script;
    private final Set<String> commandNames;
    private final List<Input.Entry> entries = new ArrayList<>();
    private int at;
    private int countedTo;
    private int line = 1;

    ScriptReader(String script, Set<String> commandNames) {
        this.script = script;
        this.commandNames = commandNames;
    }

    List<Input.Entry> entries() {
        while (skipTrivia()) {
            if (commandBeginsHere()) {
                command();
            } else {
                statement();
            }
        }
        return List.copyOf(entries);
    }

    /** Moves to the next part; false at the end. */
    private boolean skipTrivia() {
        while (at < script.length()) {
            Token token = Lexer.tokenAt(script, at, Dialect.DUCKDB);
            if (!token.trivia() && !token.isOperator(";")) {
                return !(token.kind() == Token.Kind.UNFINISHED && token.text().startsWith("/*"));
            }
            at = token.end();
        }
        return false;
    }

    private boolean commandBeginsHere() {
        if (script.charAt(at) == '\\') {
            return true;
        }
        int end = at;
        while (end < script.length() && !Character.isWhitespace(script.charAt(end)) && script.charAt(end) != ';') {
            end++;
        }
        return commandNames.contains(script.substring(at, end).toLowerCase(Locale.ROOT));
    }

    private void command() {
        int lineEnd = script.indexOf('\n', at);
        int end = semicolonOutsideQuotes(at, lineEnd < 0 ? script.length() : lineEnd);
        String text = script.substring(at, end).strip();
        add(new Input.Command(text), at);
        at = end;
    }

    /** The first semicolon before {@code lineEnd} that stands in no quotes; quotes that do not close on the line are plain characters. */
    private int semicolonOutsideQuotes(int from, int lineEnd) {
        int position = from;
        while (position < lineEnd && script.charAt(position) != ';') {
            char c = script.charAt(position);
            int close = c == '\'' || c == '"' ? script.indexOf(c, position + 1) : -1;
            position = close >= 0 && close < lineEnd ? close + 1 : position + 1;
        }
        return position;
    }

    private void statement() {
        int start = at;
        int end = at;
        boolean terminated = false;
        while (at < script.length() && !terminated) {
            Token token = Lexer.tokenAt(script, at, Dialect.DUCKDB);
            terminated = token.isOperator(";");
            if (!terminated) {
                end = token.end();
            }
            at = token.end();
        }
        String text = script.substring(start, end).strip();
        add(new Input.Statements(List.of(new Splitter.Piece(text, start, terminated))), start);
    }

    private void add(Input input, int offset) {
        for (; countedTo < offset; countedTo++) {
            if (script.charAt(countedTo) == '\n') {
                line++;
            }
        }
        entries.add(new Input.Entry(line, offset, input));
    }
}
