package dev.vmsh.shell;

import dev.vmsh.problem.NearName;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Commands that were meant: text whose first word begins no statement of any engine, but is nearly a command. Without this, a slip of the
 * fingers would be SQL that goes on to a semicolon.
 */
public final class Misspelt {
    private static final int SHORTEST = 3;
    /** The first word is looked at, and a statement may be megabytes long. */
    private static final int LONGEST_BEGINNING = 2_000;

    /** What statements begin with, in DuckDB, PostgreSQL and Trino. */
    private static final Set<String> STATEMENTS = Set.of("""
            abort analyse analyze alter attach begin call checkpoint close cluster comment commit copy create deallocate declare delete
            deny describe detach discard do drop end execute explain export fetch force from grant import insert install listen load
            merge move notify pivot pragma prepare reassign refresh reindex release replace reset revoke rollback savepoint security
            select set show start summarize table truncate unlisten unpivot update upsert use vacuum values with""".split("\\s+"));

    private Misspelt() {}

    /** The first word of {@code text} if it is nearly a command; empty if it is SQL, as far as can be told. */
    public static Optional<String> word(String text, Set<String> commandNames) {
        String beginning = text.substring(0, Math.min(text.length(), LONGEST_BEGINNING));
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(beginning, Dialect.DUCKDB));
        if (tokens.isEmpty() || tokens.get(0).kind() != Token.Kind.WORD) {
            return Optional.empty();
        }
        String first = tokens.get(0).text();
        boolean statement = first.length() < SHORTEST || STATEMENTS.contains(first.toLowerCase(Locale.ROOT));
        boolean near = !statement
                && NearName.of(first, commandNames).isPresent()
                && NearName.of(first, STATEMENTS).isEmpty();
        return near ? Optional.of(first) : Optional.empty();
    }
}
