package dev.vmsh.state.jdbc;

import dev.vmsh.sql.Dialect;
import dev.vmsh.state.StateException;
import java.util.function.Consumer;

/** What differs between the databases that keep state: their clocks and how they lock. */
enum StateDialect {
    /** One process writes a file at a time, and transactions that change the same row fail: there is nothing to lock. */
    DUCKDB("now()", ""),
    POSTGRES("clock_timestamp()", " FOR UPDATE");

    private final String clock;
    private final String forUpdate;

    StateDialect(String clock, String forUpdate) {
        this.clock = clock;
        this.forUpdate = forUpdate;
    }

    static StateDialect of(Dialect dialect) {
        return switch (dialect) {
            case DUCKDB -> DUCKDB;
            case POSTGRES -> POSTGRES;
            default ->
                throw new StateException(
                        "state cannot be kept in %s: it has no transactions, and a record of what was done must be all there or not at all"
                                .formatted(dialect.id()),
                        "Give the gateway a state_connection of type postgres or duckdb");
        };
    }

    /** An expression for the present: in PostgreSQL the moment, in DuckDB the transaction's beginning. */
    String clock() {
        return clock;
    }

    /** Ends a SELECT so that nobody else changes the rows until this transaction ends. */
    String forUpdate() {
        return forUpdate;
    }

    /**
     * How transactions end.
     *
     * @param condition SQL that holds if the store says that it is in this version's layout
     * @param elsewhere does something in a session of its own
     */
    Commits commits(StateTables tables, String condition, Consumer<Consumer<StateSession>> elsewhere) {
        return this == POSTGRES
                ? new NumberedCommits(tables.of(StateTables.LEASES), condition)
                : new MarkedCommits(tables, this, condition, elsewhere);
    }

    /** Lets no other session pass here with the same {@code key} until the transaction ends, where the database can. */
    void lock(StateSession session, String key) {
        if (this == POSTGRES) {
            session.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))".formatted(Sql.text("vmsh " + key)));
        }
    }
}
