package dev.vmsh.state.jdbc;

import java.util.ArrayList;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Proof that a commit took place: a row that each transaction writes and that is looked for afterwards. Taking it away at once would cost
 * another commit, so the next transaction takes it along, or whoever calls {@link #clear}. Safe for several threads.
 */
final class CommitMarks {
    private final StateTables tables;
    private final StateDialect dialect;
    /** Marks that were seen and have done their duty. */
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    CommitMarks(StateTables tables, StateDialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    Mark next() {
        return new Mark(UUID.randomUUID().toString(), seen.poll());
    }

    /** Takes away what is left of earlier transactions. */
    void clear(StateSession session) {
        var ids = new ArrayList<String>();
        for (String id = seen.poll(); id != null; id = seen.poll()) {
            ids.add(id);
        }
        if (!ids.isEmpty()) {
            session.run("DELETE FROM %s WHERE id IN %s".formatted(tables.of(StateTables.COMMITS), Sql.list(ids)));
        }
    }

    /** The mark of one transaction. */
    final class Mark {
        private final String id;
        /** An earlier mark to take along; null for none. */
        private final String old;

        private Mark(String id, String old) {
            this.id = id;
            this.old = old;
        }

        /**
         * The last statement of the transaction.
         *
         * @param condition SQL that must hold for it
         * @return whether it holds
         */
        boolean write(StateSession session, String condition) {
            if (old != null) {
                session.run("DELETE FROM %s WHERE id = %s".formatted(tables.of(StateTables.COMMITS), Sql.text(old)));
            }
            return session.run("INSERT INTO %s SELECT %s, %s WHERE %s"
                            .formatted(tables.of(StateTables.COMMITS), Sql.text(id), dialect.clock(), condition))
                    > 0;
        }

        /** Whether the transaction took place. */
        boolean found(StateSession session) {
            boolean found = !session.rows(
                            "SELECT id FROM %s WHERE id = %s".formatted(tables.of(StateTables.COMMITS), Sql.text(id)),
                            row -> row.text(0))
                    .isEmpty();
            if (found) {
                seen.add(id);
            }
            return found;
        }

        /** The transaction was rolled back, and the earlier mark is still there. */
        void undone() {
            if (old != null) {
                seen.add(old);
            }
        }
    }
}
