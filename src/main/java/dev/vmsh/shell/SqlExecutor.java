package dev.vmsh.shell;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Statement.Verb;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import dev.vmsh.work.QueryRunner;
import dev.vmsh.work.QueryRunner.Outcome;
import dev.vmsh.work.ResolvedSql;
import dev.vmsh.work.Warehouses;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Runs SQL in the session and prints what comes back. Keeps one connection while the user's statements may depend on it. */
public final class SqlExecutor implements AutoCloseable {
    static final int INTERRUPTED = 130;

    /** How engines say that they cannot read a statement. */
    private static final Pattern SYNTAX = Pattern.compile("(?i)syntax error|parser error|mismatched input");

    private final Connections connections;
    private final CurrentSession session;
    private final Console console;
    private final WriteConsent consent;
    private final ResultPrinter printer;
    private final QueryState state = new QueryState();
    private final KeptConnection kept;
    private String last = "";
    private String lastTyped = "";

    public SqlExecutor(Connections connections, CurrentSession session, Console console, Confirmations confirmations) {
        this.connections = connections;
        this.session = session;
        this.console = console;
        this.consent = new WriteConsent(session, confirmations);
        this.printer = new ResultPrinter(session, console);
        this.kept = new KeptConnection(connections, session, console, state);
    }

    /** What {@code sql} means in the session; sends nothing. */
    public ResolvedSql resolve(String sql) {
        return runner().resolve(sql, session.get().environment());
    }

    /** @return the exit code */
    public int run(String sql) {
        return run(sql, sql);
    }

    /**
     * @param typed the same before variables were put in
     * @return the exit code
     */
    int run(String sql, String typed) {
        last = sql;
        lastTyped = typed;
        QueryRunner runner = runner();
        ResolvedSql resolved = runner.resolve(sql, session.get().environment());
        var notes = new ArrayDeque<>(resolved.notes());
        if (resolved.writes()) {
            say(notes);
        }
        if (!consent.allowed(runner, resolved)) {
            console.note("nothing was done");
            return ShellCommand.DONE;
        }
        long start = System.nanoTime();
        state.begin();
        try {
            send(resolved, used -> {
                try (LiveLine live = LiveLine.over(console, () -> state.underWay(used, start))) {
                    return runner.run(resolved, used, outcome -> {
                        live.print(() -> say(notes));
                        printer.print(outcome, start, live);
                        return null;
                    });
                }
            });
            kept.remember(resolved.statement());
        } catch (EngineException e) {
            if (e.kind() == EngineException.Cause.CANCELLED) {
                console.note("cancelled");
                return INTERRUPTED;
            }
            if (e.kind() == EngineException.Cause.CONNECTION) {
                kept.forget();
            }
            if (!SYNTAX.matcher(e.getMessage()).find()) {
                say(notes);
            }
            throw new MissingModels(connections, session.get()).explained(e, resolved);
        }
        return ShellCommand.DONE;
    }

    /** Each once. How names were read is of no interest in what is no SQL. */
    private void say(Queue<String> notes) {
        for (String note = notes.poll(); note != null; note = notes.poll()) {
            console.note("note: " + note);
        }
    }

    /**
     * Runs a query and hands its rows over; they are gone when {@code reader} returns.
     *
     * @throws UsageException if {@code query} does more than read
     */
    <T> T read(String query, Function<Rows, T> reader) {
        ResolvedSql resolved = reading(query);
        return send(resolved, used -> runner().run(resolved, used, outcome -> {
            if (outcome instanceof Outcome.Result result) {
                return reader.apply(result.rows());
            }
            throw noQuery();
        }));
    }

    /**
     * Sends a statement around a query.
     *
     * @param statement makes it of the query as it is sent
     * @return rows affected; -1 if the engine does not tell
     * @throws UsageException if {@code query} does more than read
     */
    long send(String query, UnaryOperator<String> statement) {
        ResolvedSql resolved = reading(query);
        return send(resolved, used -> used.execute(statement.apply(resolved.sent())));
    }

    private ResolvedSql reading(String query) {
        ResolvedSql resolved = runner().resolve(query, session.get().environment());
        resolved.notes().forEach(note -> console.note("note: " + note));
        if (resolved.statement().verb() != Verb.READ) {
            throw noQuery();
        }
        runner().guard(resolved);
        return resolved;
    }

    /** Where what {@code sql} reads is: on the session's own connection, or on one to the gateway that its models name for themselves. */
    private <T> T send(ResolvedSql sql, Function<EngineSession, T> work) {
        String site = site(sql);
        if (site.equals(session.get().gateway())) {
            return cancellable(kept.open(), work);
        }
        try (EngineSession elsewhere = connections.engine(site).open()) {
            return cancellable(elsewhere, work);
        }
    }

    private String site(ResolvedSql sql) {
        String gateway = session.get().gateway();
        if (sql.statement().verb() != Verb.READ
                || connections.config().gateways().size() < 2) {
            return gateway;
        }
        boolean same = sql.sent().equals(sql.statement().text());
        Set<TableName> reads = same
                ? sql.statement().reads()
                : connections.reader(gateway).statement(sql.sent()).reads();
        return new Warehouses(connections, gateway).answering(reads);
    }

    @SuppressWarnings("try") // the interruption is only there to end
    private <T> T cancellable(EngineSession used, Function<EngineSession, T> work) {
        try (var cancelling = new Cancelling(used::cancel);
                var interruption = console.person().onInterrupt(cancelling::begin)) {
            cancelling.check();
            return work.apply(used);
        }
    }

    private static UsageException noQuery() {
        return new UsageException("this is not a query", "Give a SELECT");
    }

    /** The SQL that was run last; empty if none was. */
    public String last() {
        return last;
    }

    /** As {@link #last}, with its variables as they were typed. */
    String lastTyped() {
        return lastTyped;
    }

    /** Names and types of the columns that {@code query} gives in the session, without running it. */
    public List<Column> describe(String query) {
        return kept.open().describe(resolve(query).sent());
    }

    /** What is kept of the session's connection between two statements. */
    KeptConnection connection() {
        return kept;
    }

    @Override
    public void close() {
        kept.close();
    }

    private QueryRunner runner() {
        String gateway = session.get().gateway();
        return new QueryRunner(
                connections.engine(gateway),
                connections.state(gateway),
                connections.reader(gateway),
                connections.gateway(gateway).stateSchema());
    }
}
