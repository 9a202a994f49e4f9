package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a typed buffer turns out to be. {@link #read} and {@link #all} are pure, so the prompt, the highlighter, the runner and scripts
 * agree.
 *
 * <p>A command is a line whose first word is one of the shell's commands, in any case, or begins with a backslash; it ends at the end of
 * the line or at a semicolon outside quotes. Everything else is SQL and ends at its semicolon.
 */
public sealed interface Input {
    /**
     * A command of the shell.
     *
     * @param line without the line end, semicolon and white space around it
     */
    record Command(String line) implements Input {}

    /** SQL, at least one statement, all of them finished unless it is the last one of a script. */
    record Statements(List<Splitter.Piece> pieces) implements Input {
        public Statements {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * SQL that goes on.
     *
     * @param why what is still missing, for the continuation prompt: {@code ;}, {@code '}, {@code "}, {@code *}/
     */
    record Unfinished(String why) implements Input {}

    /** Nothing but white space and comments. */
    record Blank() implements Input {}

    /**
     * One part of a script.
     *
     * @param line where it begins, from 1
     * @param offset where it begins, in characters from 0
     * @param input a {@link Command}, or {@link Statements} with one piece whose offset is counted in the whole script
     */
    record Entry(int line, int offset, Input input) {}

    /**
     * What {@code buffer} is, so far. A buffer of several commands and statements is judged by its last part when that is unfinished,
     * else by its first; {@link #all} gives the parts.
     *
     * @param commandNames the first words of commands, lower case
     */
    static Input read(String buffer, Set<String> commandNames) {
        List<Entry> entries = all(buffer, commandNames);
        List<Token> tokens = Lexer.tokens(buffer, Dialect.DUCKDB);
        if (entries.isEmpty()) {
            Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
            return last != null && last.kind() == Token.Kind.UNFINISHED
                    ? new Unfinished(closing(last.text()))
                    : new Blank();
        }
        Optional<Unfinished> unfinished = unfinished(entries.get(entries.size() - 1));
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        if (entries.get(0).input() instanceof Command command) {
            return command;
        }
        var pieces = new ArrayList<Splitter.Piece>();
        for (Entry entry : entries) {
            if (entry.input() instanceof Statements statements) {
                pieces.addAll(statements.pieces());
            }
        }
        return new Statements(pieces);
    }

    /** The commands and statements of {@code script} in order; the last statement may lack its semicolon. */
    static List<Entry> all(String script, Set<String> commandNames) {
        return new ScriptReader(script, commandNames).entries();
    }

    private static Optional<Unfinished> unfinished(Entry entry) {
        if (!(entry.input() instanceof Statements statements)
                || statements.pieces().get(0).terminated()) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.tokens(statements.pieces().get(0).text(), Dialect.DUCKDB);
        Token last = tokens.get(tokens.size() - 1);
        return Optional.of(new Unfinished(last.kind() == Token.Kind.UNFINISHED ? closing(last.text()) : ";"));
    }

    private static String closing(String unfinished) {
        if (unfinished.startsWith("/*")) {
            return "*/";
        }
        if (unfinished.startsWith("$")) {
            return unfinished.substring(0, unfinished.indexOf('$', 1) + 1);
        }
        boolean prefixed = Character.isLetter(unfinished.charAt(0));
        return prefixed ? "'" : unfinished.substring(0, 1).toLowerCase(Locale.ROOT);
    }
}
