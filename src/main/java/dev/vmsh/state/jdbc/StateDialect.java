package dev.vmsh.state.jdbc;

import dev.vmsh.sql.Dialect;
import dev.vmsh.state.StateException;

/** What differs between the databases that keep state: their clocks and how they lock. */
enum StateDialect {
    /** One process writes a file at a time, and transactions that change the same row fail: there is nothing to lock. */
    DUCKDB("now()", "", ""),
    POSTGRES("clock_timestamp()", " FOR UPDATE", " FOR KEY SHARE");

    private final String clock;
    private final String forUpdate;
    private final String forKeyShare;

    StateDialect(String clock, String forUpdate, String forKeyShare) {
        this.clock = clock;
        this.forUpdate = forUpdate;
        this.forKeyShare = forKeyShare;
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

    /** Ends a SELECT so that nobody removes the rows until this transaction ends, while heartbeats still pass. */
    String forKeyShare() {
        return forKeyShare;
    }

    /** Whether a transaction sees what others committed since it began. */
    boolean seesLaterCommits() {
        return this == POSTGRES;
    }

    /** Lets no other session pass here with the same {@code key} until the transaction ends, where the database can. */
    void lock(StateSession session, String key) {
        if (this == POSTGRES) {
            session.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))".formatted(Sql.text("vmsh " + key)));
        }
    }
}
