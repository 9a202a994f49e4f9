package dev.vmsh.state.jdbc;

import dev.vmsh.state.Lease;
import dev.vmsh.state.StateException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Commits of a database that reports a failed one as such, and knows of each transaction by its number what became of it. The leases are
 * locked, and so stay until the transaction has ended.
 */
final class NumberedCommits implements Commits {
    /** A server that lost its client may still be about to commit. */
    private static final int QUESTIONS = 50;

    private static final long PAUSE_MILLIS = 100;

    private final String leasesTable;
    private final String condition;

    /** @param condition SQL that holds if the store says that it is in this version's layout */
    NumberedCommits(String leasesTable, String condition) {
        this.leasesTable = leasesTable;
        this.condition = condition;
    }

    @Override
    public Commit next() {
        return new Numbered();
    }

    @Override
    public void clear(StateSession session) {
        // there is nothing to take away
    }

    /** What the last statement of a transaction answers, for each lease that is held. */
    private record Answer(String resource, String number, boolean layout) {}

    private final class Numbered implements Commit {
        private String number;

        /** One statement, as every batch ends with it. */
        @Override
        public boolean prepare(StateSession session, Set<Lease> required) {
            String what = "txid_current()::text, " + condition;
            List<Answer> answers = session.rows(
                    required.isEmpty()
                            ? "SELECT NULL::text, " + what
                            : "SELECT resource, %s FROM %s WHERE %s FOR KEY SHARE"
                                    .formatted(what, leasesTable, StateLeases.among(required)),
                    row -> new Answer(row.text(0), row.text(1), row.flag(2)));
            if (!required.isEmpty()) {
                StateLeases.requireAll(
                        required, answers.stream().map(Answer::resource).toList());
            }
            number = answers.get(0).number();
            return answers.get(0).layout();
        }

        @Override
        public boolean tookPlace(StateSession session) {
            return true;
        }

        @Override
        public boolean tookPlaceAfterAll(StateSession session) {
            for (int question = 0; question < QUESTIONS && number != null; question++) {
                String status = session.rows("SELECT txid_status(%s)".formatted(number), row -> row.text(0))
                        .get(0);
                if (!"in progress".equals(status)) {
                    return "committed".equals(status);
                }
                pause();
            }
            if (number == null) {
                return false; // it did not come to its last statement
            }
            throw new StateException(
                    "the server has not decided about transaction %s yet".formatted(number), "Look again in a moment");
        }

        private void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StateException(
                        "interrupted while the server decided about a transaction", "Look with 'status'", e);
            }
        }

        @Override
        public void undone() {
            // it leaves nothing
        }
    }
}
