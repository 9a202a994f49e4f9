package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Statement.Verb;
import dev.vmsh.sql.Token;
import dev.vmsh.work.QueryRunner;
import dev.vmsh.work.ResolvedSql;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a statement may be sent: refuses what a read-only session must not do, and asks before writes in prod. */
final class WriteConsent {
    /** What a read-only session may do to its own settings. */
    private static final Set<String> HARMLESS = Set.of(
            "set", "reset", "use", "begin", "start", "commit", "rollback", "end", "abort", "pragma", "load", "call");

    /** Beginnings of statements after which something is gone. A yes becomes a habit, so these want a word. */
    private static final Pattern DESTRUCTIVE = Pattern.compile(
            "(?is)(drop|truncate|delete|update|alter|merge|replace|create\\s+or\\s+replace|with\\b.*\\b(delete|update|merge))\\b");

    private static final Pattern TEMPORARY = Pattern.compile("(?i)create (or replace )?temp(orary)? ");

    private final CurrentSession session;
    private final Confirmations confirmations;

    WriteConsent(CurrentSession session, Confirmations confirmations) {
        this.session = session;
        this.confirmations = confirmations;
    }

    /**
     * Asks, if there is something to ask.
     *
     * @throws dev.vmsh.problem.UsageException if it is refused
     */
    boolean allowed(QueryRunner runner, ResolvedSql sql) {
        boolean unknown = sql.statement().verb() == Verb.SESSION
                && !HARMLESS.contains(firstWord(sql.statement().text()));
        if (sql.writes() || unknown) {
            confirmations.requireWritable("this statement");
        }
        runner.guard(sql);
        EnvironmentName environment = session.get().environment();
        if (!sql.writes() || !environment.isProd()) {
            return true;
        }
        String text = Lexer.withoutTrivia(Lexer.tokens(sql.statement().text(), Dialect.DUCKDB)).stream()
                .map(Token::text)
                .collect(Collectors.joining(" "));
        if (TEMPORARY.matcher(text).lookingAt()) {
            return true; // gone with the session, and nobody else sees it
        }
        return DESTRUCTIVE.matcher(text).lookingAt()
                ? confirmations.confirmByName(
                        "This destroys what is there, and the session is in prod.", environment.toString(), "--yes")
                : confirmations.confirm("This writes while the session is in prod. Run it?", "--yes");
    }

    /** The first word of {@code sql}, lower case. */
    static String firstWord(String sql) {
        return sql.strip().split("\\W+", 2)[0].toLowerCase(Locale.ROOT);
    }
}
