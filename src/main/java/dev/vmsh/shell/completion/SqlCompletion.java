package dev.vmsh.shell.completion;

import dev.vmsh.shell.completion.Completion.Candidate;
import dev.vmsh.shell.completion.Metadata.Naming;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What can follow in SQL: tables after FROM and its like, columns through aliases and WITH names elsewhere, and what stands behind a dot.
 * Reads tokens only, for what is being typed is hardly ever a whole statement.
 */
public final class SqlCompletion {
    private static final Set<String> BEFORE_TABLES =
            Set.of("from", "join", "into", "update", "table", "describe", "summarize", "using", "view");

    private static final String KEYWORD = "keyword";
    private static final String FUNCTION = "function";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]\\w*");

    private final Supplier<Metadata> metadata;

    public SqlCompletion(Supplier<Metadata> metadata) {
        this.metadata = metadata;
    }

    /**
     * @param statement the statement as far as typed, what is right of the cursor included
     * @param cursor offset of the beginning of the word that is being typed
     * @param begun whether something of the word is typed: only then the hundreds of keywords that few people use are of help
     */
    List<Candidate> at(String statement, int cursor, boolean begun) {
        Metadata known = metadata.get();
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(statement, Dialect.DUCKDB));
        List<Token> before =
                tokens.stream().filter(token -> token.end() <= cursor).toList();
        if (inside(Lexer.tokens(statement, Dialect.DUCKDB), cursor)) {
            return List.of();
        }
        var tables = StatementTables.of(tokens, cursor, known);
        Token last = before.isEmpty() ? null : before.get(before.size() - 1);
        if (last != null && last.isOperator(".") && last.end() == cursor) {
            return behindDot(before, tables, known);
        }
        if (last != null && last.isOperator("@")) {
            return known.names(Naming.ENVIRONMENT).stream()
                    .map(name -> new Candidate(name, "environment", ""))
                    .toList();
        }
        if (expectsTable(before)) {
            return tables(known, tables);
        }
        var candidates = new ArrayList<Candidate>();
        // A statement begins with a keyword.
        if (last != null) {
            candidates.addAll(values(tables, known));
        }
        var keywords = new TreeSet<>(SqlWords.KEYWORDS);
        if (begun) {
            keywords.addAll(known.names(Naming.KEYWORD));
        }
        keywords.forEach(word -> candidates.add(new Candidate(word, KEYWORD, "")));
        return candidates;
    }

    /** Whether a candidate is a word of the language, whose case does not matter. */
    static boolean isWord(Candidate candidate) {
        return candidate.group().equals(KEYWORD) || candidate.group().equals(FUNCTION);
    }

    private static List<Candidate> values(StatementTables tables, Metadata known) {
        var candidates = new ArrayList<Candidate>();
        tables.visible().forEach((alias, columns) -> {
            candidates.add(new Candidate(alias, "table", ""));
            columns.forEach(column -> candidates.add(column(column)));
        });
        List<String> functions =
                known.names(Naming.FUNCTION).isEmpty() ? SqlWords.FUNCTIONS : known.names(Naming.FUNCTION);
        functions.forEach(name -> candidates.add(new Candidate(name, FUNCTION, "")));
        return candidates;
    }

    private static boolean inside(List<Token> tokens, int cursor) {
        return tokens.stream()
                .anyMatch(token -> token.start() < cursor
                        && (cursor < token.end() || (token.kind() == Token.Kind.UNFINISHED && cursor == token.end()))
                        && (token.kind() == Token.Kind.STRING
                                || token.kind() == Token.Kind.COMMENT
                                || token.kind() == Token.Kind.UNFINISHED));
    }

    /** Whether a table's name comes next: after FROM, JOIN and their like, and after a comma in their list. */
    private static boolean expectsTable(List<Token> before) {
        int depth = 0;
        for (int i = before.size() - 1; i >= 0; i--) {
            Token token = before.get(i);
            if (token.isOperator(")")) {
                depth++;
            } else if (token.isOperator("(")) {
                if (depth == 0) {
                    return false;
                }
                depth--;
            } else if (depth == 0 && token.kind() == Token.Kind.WORD) {
                boolean directly =
                        i == before.size() - 1 || before.get(before.size() - 1).isOperator(",");
                if (BEFORE_TABLES.contains(token.lower())) {
                    return directly;
                }
                if (SqlWords.isClause(token.lower())) {
                    return false;
                }
            }
        }
        return false;
    }

    private static List<Candidate> tables(Metadata known, StatementTables tables) {
        var candidates = new ArrayList<Candidate>();
        tables.withNames().keySet().forEach(name -> candidates.add(new Candidate(name, "with", "")));
        known.schemas().forEach(schema -> candidates.add(new Candidate(schema, "schema", "")));
        known.tables().keySet().stream()
                .sorted()
                .forEach(table -> candidates.add(new Candidate(table.toString(), "table", "")));
        return candidates;
    }

    private static List<Candidate> behindDot(List<Token> before, StatementTables tables, Metadata known) {
        var parts = new ArrayList<String>();
        for (int i = before.size() - 2; i >= 0 && before.get(i).isName(); i -= 2) {
            parts.add(0, before.get(i).normalized(Dialect.DUCKDB));
            if (i == 0 || !before.get(i - 1).isOperator(".")) {
                break;
            }
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        String last = parts.get(parts.size() - 1);
        Optional<List<Column>> columns =
                Optional.ofNullable(tables.visible().get(last)).filter(found -> !found.isEmpty());
        if (columns.isEmpty() && parts.size() == 1) {
            // The FROM is not typed yet.
            columns = Optional.ofNullable(tables.withNames().get(last));
        }
        if (columns.isEmpty() && parts.size() > 1) {
            columns = known.columns(TableName.of(parts.get(parts.size() - 2), last));
        }
        if (columns.isPresent()) {
            return columns.get().stream().map(SqlCompletion::column).toList();
        }
        boolean environment = known.names(Naming.ENVIRONMENT).contains(last) && parts.size() == 1;
        return environment
                ? known.schemas().stream()
                        .map(schema -> new Candidate(schema, "schema", ""))
                        .toList()
                : known.tables().keySet().stream()
                        .filter(table -> last.equals(table.schema()))
                        .sorted()
                        .map(table -> new Candidate(table.name(), "table", ""))
                        .toList();
    }

    private static Candidate column(Column column) {
        String name = PLAIN.matcher(column.name()).matches() ? column.name() : TableName.quote(column.name());
        return new Candidate(name, "column", column.type() == null ? "" : column.type());
    }
}
