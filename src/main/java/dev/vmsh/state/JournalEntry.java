package dev.vmsh.state;

import dev.vmsh.environment.Environment;
import java.time.Instant;

/**
 * An apply under way.
 *
 * @param environment identifier of the environment
 * @param by {@code user@host}
 * @param stage what it was last known to do: {@code backfill}, {@code promote}, {@code promoting}, {@code after_all}
 * @param done batches finished, those recorded by {@link StateTransaction#addDone} included
 * @param total batches planned
 * @param detail JSON that a resume needs: what was asked for; may be empty
 * @param intended what the environment will be once its views have moved; null before that is under way
 */
public record JournalEntry(
        String planId,
        String environment,
        String by,
        Instant startedAt,
        String stage,
        int done,
        int total,
        String detail,
        Environment intended) {
    /** An apply of which nothing is known that a resume needs. */
    public JournalEntry(
            String planId,
            String environment,
            String by,
            Instant startedAt,
            String stage,
            int done,
            int total,
            Environment intended) {
        this(planId, environment, by, startedAt, stage, done, total, "", intended);
    }

    /** The same apply, further on. */
    public JournalEntry in(String later) {
        return new JournalEntry(planId, environment, by, startedAt, later, done, total, detail, intended);
    }
}
