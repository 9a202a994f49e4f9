package dev.vmsh.state;

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
 */
public record JournalEntry(
        String planId,
        String environment,
        String by,
        Instant startedAt,
        String stage,
        int done,
        int total,
        String detail) {}
