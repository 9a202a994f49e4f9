package dev.vmsh.state.jdbc;

import dev.vmsh.state.Lease;
import java.util.ArrayList;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Commits of a database whose word about them is not enough. The proof is a row that each transaction writes and that is looked for
 * afterwards. Taking it away at once would cost another commit, so the next transaction takes it along, or whoever calls {@link #clear}.
 */
final class MarkedCommits implements Commits {
    private final StateTables tables;
    private final StateDialect dialect;
    private final String condition;
    private final Consumer<Consumer<StateSession>> elsewhere;
    /** Marks that were seen and have done their duty. */
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    /**
     * @param condition SQL that holds if the store says that it is in this version's layout
     * @param elsewhere does something in a session of its own, which has the latest where a transaction sees only what was there when
     *     it began
     */
    MarkedCommits(
            StateTables tables, StateDialect dialect, String condition, Consumer<Consumer<StateSession>> elsewhere) {
        this.tables = tables;
        this.dialect = dialect;
        this.condition = condition;
        this.elsewhere = elsewhere;
    }

    @Override
    public Commit next() {
        return new Mark(UUID.randomUUID().toString(), seen.poll());
    }

    @Override
    public void clear(StateSession session) {
        var ids = new ArrayList<String>();
        for (String id = seen.poll(); id != null; id = seen.poll()) {
            ids.add(id);
        }
        if (!ids.isEmpty()) {
            session.run("DELETE FROM %s WHERE id IN %s".formatted(tables.of(StateTables.COMMITS), Sql.list(ids)));
        }
    }

    /** The mark of one transaction. */
    private final class Mark implements Commit {
        private final String id;
        /** An earlier mark to take along; null for none. */
        private final String old;

        private Mark(String id, String old) {
            this.id = id;
            this.old = old;
        }

        @Override
        public boolean prepare(StateSession session, Set<Lease> required) {
            if (!required.isEmpty()) {
                elsewhere.accept(other -> new StateLeases(tables, dialect).check(other, required));
            }
            if (old != null) {
                session.run("DELETE FROM %s WHERE id = %s".formatted(tables.of(StateTables.COMMITS), Sql.text(old)));
            }
            return session.run("INSERT INTO %s SELECT %s, %s WHERE %s"
                            .formatted(tables.of(StateTables.COMMITS), Sql.text(id), dialect.clock(), condition))
                    > 0;
        }

        @Override
        public boolean tookPlaceAfterAll(StateSession session) {
            return tookPlace(session);
        }

        @Override
        public boolean tookPlace(StateSession session) {
            boolean found = !session.rows(
                            "SELECT id FROM %s WHERE id = %s".formatted(tables.of(StateTables.COMMITS), Sql.text(id)),
                            row -> row.text(0))
                    .isEmpty();
            if (found) {
                seen.add(id);
            }
            return found;
        }

        /** The earlier mark is still there. */
        @Override
        public void undone() {
            if (old != null) {
                seen.add(old);
            }
        }
    }
}
