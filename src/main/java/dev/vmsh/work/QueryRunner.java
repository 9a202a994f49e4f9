package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.Statement.Verb;
import dev.vmsh.sql.Token;
import dev.vmsh.state.StateStore;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Raw SQL in a session: names go through the environment's pointers, writes to what vmsh looks after are refused. */
public final class QueryRunner {
    private static final Set<String> GIVE_ROWS =
            Set.of("call", "pragma", "show", "describe", "explain", "summarize", "table", "values");

    private final Engine engine;
    private final StateStore state;
    private final SqlReader reader;
    private final String stateSchema;

    /** @param stateSchema where the state's tables are, so that they are left alone */
    public QueryRunner(Engine engine, StateStore state, SqlReader reader, String stateSchema) {
        this.engine = engine;
        this.state = state;
        this.reader = reader;
        this.stateSchema = stateSchema;
    }

    /**
     * What {@code sql} means in {@code environment}. Sends nothing but questions about names.
     *
     * @throws UsageException if a name is bound to an environment or model that is not there
     */
    public ResolvedSql resolve(String sql, EnvironmentName environment) {
        return new NameResolver(engine, state, reader, environment).resolve(sql);
    }

    /** @throws UsageException if {@code sql} would change a physical table, an environment's view, or the state */
    public void guard(ResolvedSql sql) {
        if (!sql.statement().writes().isEmpty()) {
            new WriteGuard(stateSchema, engine.defaultCatalog(), state.environments()).check(sql.statement());
        }
    }

    /**
     * Sends {@code sql} and hands over its outcome; rows are gone when {@code reader} returns. {@link EngineSession#cancel} from another
     * thread stops it.
     *
     * @throws EngineException whose position is one in the text that was typed
     */
    public <T> T run(ResolvedSql sql, EngineSession session, Function<Outcome, T> reader) {
        try {
            if (!givesRows(sql)) {
                return reader.apply(new Outcome.Done(session.execute(sql.sent())));
            }
            try (Rows rows = session.query(sql.sent())) {
                return reader.apply(new Outcome.Result(rows));
            }
        } catch (EngineException e) {
            throw asTyped(e, sql);
        }
    }

    /** What a statement came to. */
    public sealed interface Outcome {
        /** Rows, to be read once. */
        record Result(Rows rows) implements Outcome {}

        /**
         * No rows.
         *
         * @param count rows affected; -1 if the engine does not tell
         */
        record Done(long count) implements Outcome {}
    }

    private static EngineException asTyped(EngineException e, ResolvedSql sql) {
        int position = e.position() < 0 || !sql.sent().equals(e.sql())
                ? -1
                : sql.rewritten().original(e.position());
        return new EngineException(
                e.kind(), e.getMessage(), e.remedy(), sql.statement().text(), position, e);
    }

    private static boolean givesRows(ResolvedSql sql) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql.sent(), Dialect.DUCKDB));
        if (tokens.isEmpty() || tokens.get(0).is("copy")) {
            return false;
        }
        return sql.statement().verb() == Verb.READ
                || GIVE_ROWS.contains(tokens.get(0).lower())
                || (sql.statement().verb() == Verb.WRITE_ROWS
                        && tokens.stream().anyMatch(token -> token.is("returning")));
    }
}
