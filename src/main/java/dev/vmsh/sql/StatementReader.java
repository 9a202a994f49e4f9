package dev.vmsh.sql;

import dev.vmsh.sql.JSqlParsing.Outcome;
import dev.vmsh.sql.Statement.Verb;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** Reads statements that need not be queries: first as JSqlParser sees them, else by the query at their end. */
final class StatementReader {
    private static final Set<String> READS = Set.of(
            "select",
            "with",
            "from",
            "values",
            "show",
            "describe",
            "desc",
            "explain",
            "summarize",
            "table",
            "pivot",
            "unpivot");
    private static final Set<String> ROWS =
            Set.of("insert", "update", "delete", "merge", "truncate", "copy", "upsert", "replace", "import");
    private static final Set<String> OBJECTS =
            Set.of("create", "alter", "drop", "comment", "grant", "revoke", "undrop", "rename");

    /** Words that may stand between a statement's verb and the name of what it writes. */
    private static final Set<String> BEFORE_TARGET = Set.of(
            "or",
            "replace",
            "temp",
            "temporary",
            "unlogged",
            "external",
            "materialized",
            "recursive",
            "table",
            "view",
            "schema",
            "sequence",
            "index",
            "database",
            "type",
            "macro",
            "function",
            "if",
            "not",
            "exists",
            "into",
            "overwrite",
            "from",
            "only",
            "on",
            "column",
            "unique",
            "ignore",
            "by",
            "name");

    private final SqlReader reader;
    private final Dialect dialect;

    StatementReader(SqlReader reader, Dialect dialect) {
        this.reader = reader;
        this.dialect = dialect;
    }

    /** @param references where it names tables; empty if the parsers do not tell */
    Statement read(PreparedText text, Optional<References> references) {
        Verb verb = verb(text);
        if (references.isEmpty()) {
            return new Statement(text.text(), verb, Set.of(), guessedTargets(text, verb), false);
        }
        var reads = new HashSet<TableName>();
        var writes = new HashSet<TableName>();
        for (Scope.FoundTable table : references.get().tables()) {
            (table.reference().written() ? writes : reads).add(table.reference().name());
        }
        if (writes.isEmpty()) {
            writes.addAll(guessedTargets(text, verb));
        }
        return new Statement(text.text(), verb, reads, writes, true);
    }

    /** Where the statement names tables; empty if it is beyond the parsers. */
    Optional<References> tryReferences(PreparedText text) {
        Outcome outcome = reader.parse(text);
        if (outcome instanceof Outcome.Read read) {
            return Optional.of(read.references());
        }
        Optional<References> query =
                reader.query(text, outcome).map(found -> found.understanding().references());
        return query.isPresent() ? query : new StatementTail(reader, dialect).references(text);
    }

    private Verb verb(PreparedText text) {
        int index = 0;
        List<Token> tokens = text.tokens();
        while (index < tokens.size() && tokens.get(index).isOperator("(")) {
            index++;
        }
        if (index == tokens.size()) {
            return Verb.SESSION;
        }
        String first = tokens.get(index).lower();
        if (first.equals("explain")) {
            return explained(tokens);
        }
        if (first.equals("with")) {
            return afterWith(tokens);
        }
        if (READS.contains(first)) {
            return selectsInto(text) ? Verb.WRITE_SCHEMA : Verb.READ;
        }
        if (first.equals("copy") && copiesOut(tokens)) {
            return Verb.READ;
        }
        if (ROWS.contains(first)) {
            return Verb.WRITE_ROWS;
        }
        return OBJECTS.contains(first) ? Verb.WRITE_SCHEMA : Verb.SESSION;
    }

    /** EXPLAIN only reads, but EXPLAIN ANALYZE does what it explains. */
    private static Verb explained(List<Token> tokens) {
        boolean runs = tokens.stream().limit(8).anyMatch(token -> token.is("analyze"));
        for (Token token : tokens) {
            if (runs && ROWS.contains(token.lower())) {
                return Verb.WRITE_ROWS;
            }
            if (runs && OBJECTS.contains(token.lower())) {
                return Verb.WRITE_SCHEMA;
            }
        }
        return Verb.READ;
    }

    /** A WITH may lead to, or hold, an INSERT, UPDATE, DELETE or MERGE: where a statement may begin, after a parenthesis. */
    private static Verb afterWith(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            boolean begins =
                    tokens.get(i - 1).isOperator("(") || tokens.get(i - 1).isOperator(")");
            boolean writes = Set.of("insert", "update", "delete", "merge")
                    .contains(tokens.get(i).lower());
            boolean call = i + 1 < tokens.size() && tokens.get(i + 1).isOperator("(");
            if (begins && writes && !call && tokens.get(i).kind() == Token.Kind.WORD) {
                return Verb.WRITE_ROWS;
            }
        }
        return Verb.READ;
    }

    private boolean selectsInto(PreparedText text) {
        return text.tokens().stream().anyMatch(token -> token.is("into"))
                && reader.parse(text) instanceof Outcome.Read read
                && read.statement() instanceof PlainSelect select
                && select.getIntoTables() != null;
    }

    private static boolean copiesOut(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
            if (depth == 0 && (token.is("to") || token.is("from"))) {
                return token.is("to");
            }
        }
        return false;
    }

    /** The first dotted name after the verb and the words that lead to it. */
    private Set<TableName> guessedTargets(PreparedText text, Verb verb) {
        if (verb != Verb.WRITE_ROWS && verb != Verb.WRITE_SCHEMA) {
            return Set.of();
        }
        List<Token> tokens = text.tokens();
        int index = 1;
        while (index < tokens.size() && BEFORE_TARGET.contains(tokens.get(index).lower())) {
            index++;
        }
        if (index >= tokens.size()) {
            return Set.of();
        }
        List<Token> parts = text.nameAt(tokens.get(index).start());
        if (parts.isEmpty() || parts.size() > 3) {
            return Set.of();
        }
        return Set.of(TreeWalk.tableName(parts, dialect));
    }
}
