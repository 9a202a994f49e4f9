package dev.vmsh.macro;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table that a macro was given.
 *
 * @param sql as written, without an alias
 * @param name its normalised name
 * @param alias what columns are qualified with: its alias, else its last part
 */
record Relation(String sql, TableName name, String alias) {
    /** The one column that stands for all of them while a project is loaded and the schema is not known. */
    static final Column UNKNOWN_COLUMN = new Column("__schema_unavailable_at_load__", null);

    /** Reads {@code schema.table}, {@code table AS t} or {@code table t}; empty if {@code text} is something else. */
    static Optional<Relation> read(String text, MacroCall call) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, call.dialect()));
        var parts = new ArrayList<Token>();
        int at = 0;
        while (at < tokens.size() && tokens.get(at).isName()) {
            parts.add(tokens.get(at++));
            if (at + 1 < tokens.size() && tokens.get(at).isOperator(".")) {
                at++;
            } else {
                break;
            }
        }
        if (parts.isEmpty() || parts.size() > 3) {
            return Optional.empty();
        }
        int end = tokens.get(at - 1).end();
        at += at < tokens.size() && tokens.get(at).is("AS") ? 1 : 0;
        Token alias = parts.get(parts.size() - 1);
        if (at < tokens.size()) {
            alias = tokens.get(at++);
        }
        if (at < tokens.size() || !alias.isName()) {
            return Optional.empty();
        }
        return Optional.of(
                new Relation(text.substring(0, end).strip(), tableName(parts, call), alias.normalized(call.dialect())));
    }

    static Relation required(String text, MacroCall call) {
        return read(text, call)
                .orElseThrow(() -> call.wrong("'" + text + "' is no table", "Give the name of a table or model"));
    }

    /** Its columns; while a project is loaded, one column that stands for the unknown ones. */
    List<Column> columns(MacroCall call) {
        Optional<List<Column>> known = knownColumns(call);
        if (known.isEmpty() && call.evaluation().loading()) {
            return List.of(UNKNOWN_COLUMN);
        }
        return known.orElseThrow(() -> call.wrong(
                "The columns of " + name + " are not known",
                "Declare them under 'columns' of the model, or in external_models.yaml"));
    }

    /** Its columns, if they are known. */
    Optional<List<Column>> knownColumns(MacroCall call) {
        return call.evaluation().scope().schemas().apply(name).filter(columns -> !columns.isEmpty());
    }

    /** Whether {@code column} has a type that can be cast to. */
    static boolean isTyped(Column column) {
        return column.type() != null
                && !column.type().isBlank()
                && !column.type().toLowerCase(Locale.ROOT).equals("unknown");
    }

    private static TableName tableName(List<Token> parts, MacroCall call) {
        List<String> names =
                parts.stream().map(part -> part.normalized(call.dialect())).toList();
        int last = names.size() - 1;
        return new TableName(
                last > 1 ? names.get(last - 2) : null, last > 0 ? names.get(last - 1) : null, names.get(last));
    }
}
