package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.interval.Interval;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Marks in a warehouse whose state lives in another database: the warehouse's identity, and what was committed there but may not have
 * been recorded. A mark is written in the transaction that it tells of, under a key that only one session can write, so it also decides
 * which of two sessions did something.
 *
 * @param schema of the table of marks, of the same name as the state's schema
 */
record WarehouseMarks(String schema) {
    private static final String NAME = "warehouse_marks";
    private static final String IDENTITY = "identity";
    private static final String BATCH = "batch";
    private static final String PROMOTION = "promotion";
    private static final String DONE = "done";
    /** Followed by when that was. */
    private static final String GIVEN_UP = "given up ";

    /** Longer than a transaction may still be under way after its session was taken for dead, even where clocks differ. */
    private static final Duration LAST_COMMIT = Duration.ofDays(1);

    boolean present(EngineSession session) {
        return session.relations(List.of(schema)).containsKey(name());
    }

    /**
     * Makes the table unless it is there.
     *
     * @param keyed whether the warehouse has keys; without transactions no mark is ever written but the identity
     */
    void prepare(EngineSession session, boolean keyed) {
        if (present(session)) {
            return;
        }
        session.createSchema(schema);
        session.execute(
                "CREATE TABLE IF NOT EXISTS %s (kind VARCHAR, name VARCHAR, from_at VARCHAR, to_at VARCHAR, value VARCHAR%s)"
                        .formatted(table(), keyed ? ", PRIMARY KEY (kind, name, from_at, to_at)" : ""));
    }

    Optional<String> identity(EngineSession session) {
        return present(session) ? value(session, IDENTITY, "", "", "") : Optional.empty();
    }

    void identify(EngineSession session, String identity) {
        add(session, IDENTITY, "", "", "", identity);
    }

    void add(EngineSession session, DoneBatch batch) {
        add(session, BATCH, key(batch.table()), from(batch), to(batch), DONE);
    }

    void remove(EngineSession session, DoneBatch batch) {
        remove(session, BATCH, key(batch.table()), from(batch), to(batch));
    }

    /** Batches whose rows are there. */
    List<DoneBatch> batches(EngineSession session) {
        var batches = new ArrayList<DoneBatch>();
        try (Rows rows = session.lookUp("SELECT name, from_at, to_at FROM %s WHERE kind = '%s' ORDER BY name, from_at"
                .formatted(table(), BATCH))) {
            while (rows.next()) {
                batches.add(new DoneBatch(
                        table((String) rows.value(0)),
                        new Interval(Instant.parse((String) rows.value(1)), Instant.parse((String) rows.value(2)))));
            }
        }
        return batches;
    }

    void addPromotion(EngineSession session, String planId) {
        add(session, PROMOTION, planId, "", "", DONE);
    }

    /** The plans whose views moved. */
    List<String> promotions(EngineSession session) {
        var plans = new ArrayList<String>();
        try (Rows rows = session.lookUp("SELECT name FROM %s WHERE kind = %s AND value = %s ORDER BY name"
                .formatted(table(), text(PROMOTION), text(DONE)))) {
            while (rows.next()) {
                plans.add((String) rows.value(0));
            }
        }
        return plans;
    }

    void removePromotion(EngineSession session, String planId) {
        remove(session, PROMOTION, planId, "", "");
    }

    /**
     * Finds out whether the promotion of {@code planId} took place, and if it did not, sees to it that it never will: a transaction that
     * is still under way somewhere cannot commit afterwards.
     */
    boolean settlePromotion(EngineSession session, String planId, Instant now) {
        Optional<String> outcome = value(session, PROMOTION, planId, "", "");
        if (outcome.isEmpty()) {
            try {
                add(session, PROMOTION, planId, "", "", GIVEN_UP + now.truncatedTo(ChronoUnit.SECONDS));
            } catch (EngineException e) {
                outcome = value(session, PROMOTION, planId, "", "");
                if (outcome.isEmpty()) {
                    throw e;
                }
            }
        }
        return outcome.filter(DONE::equals).isPresent();
    }

    /** The table of marks. */
    TableName name() {
        return TableName.of(schema, NAME);
    }

    /** Forgets promotions that were given up so long ago that nobody can commit them any more. */
    void forgetGivenUp(EngineSession session, Instant now) {
        session.execute("DELETE FROM %s WHERE kind = %s AND value BETWEEN %s AND %s"
                .formatted(
                        table(),
                        text(PROMOTION),
                        text(GIVEN_UP),
                        text(GIVEN_UP + now.minus(LAST_COMMIT).truncatedTo(ChronoUnit.SECONDS))));
    }

    private String table() {
        return name().quoted();
    }

    private void add(EngineSession session, String kind, String name, String from, String to, String value) {
        session.execute("INSERT INTO %s VALUES (%s, %s, %s, %s, %s)"
                .formatted(table(), text(kind), text(name), text(from), text(to), text(value)));
    }

    private void remove(EngineSession session, String kind, String name, String from, String to) {
        session.execute("DELETE FROM %s WHERE %s".formatted(table(), where(kind, name, from, to)));
    }

    private Optional<String> value(EngineSession session, String kind, String name, String from, String to) {
        try (Rows rows =
                session.lookUp("SELECT value FROM %s WHERE %s".formatted(table(), where(kind, name, from, to)))) {
            return rows.next() ? Optional.of((String) rows.value(0)) : Optional.empty();
        }
    }

    private static String where(String kind, String name, String from, String to) {
        return "kind = %s AND name = %s AND from_at = %s AND to_at = %s"
                .formatted(text(kind), text(name), text(from), text(to));
    }

    private static String from(DoneBatch batch) {
        return batch.interval().start().toString();
    }

    private static String to(DoneBatch batch) {
        return batch.interval().end().toString();
    }

    /** Parts apart by a character that no name has. */
    private static String key(TableName table) {
        return String.join("\n", table.catalog() == null ? "" : table.catalog(), table.schema(), table.name());
    }

    private static TableName table(String key) {
        String[] parts = key.split("\n", -1);
        return new TableName(parts[0].isEmpty() ? null : parts[0], parts[1], parts[2]);
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
