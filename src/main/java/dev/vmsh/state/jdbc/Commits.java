package dev.vmsh.state.jdbc;

import dev.vmsh.state.Lease;
import java.util.Set;

/**
 * How transactions of the store end: what must hold for them to take place, and how it is known afterwards that they did. Safe for several
 * threads.
 */
interface Commits {
    /** The end of a transaction that is about to begin. */
    Commit next();

    /** Takes away what is left of proofs that nobody needs any more. */
    void clear(StateSession session);

    /** The end of one transaction. */
    interface Commit {
        /**
         * The last statements of the transaction.
         *
         * @param required leases that must be held, and cannot be taken over any more before the transaction has ended
         * @return whether the store still says that it is in this version's layout
         * @throws dev.vmsh.state.LeaseLostException if one of the leases is not held
         */
        boolean prepare(StateSession session, Set<Lease> required);

        /** Whether a commit that returned took place. */
        boolean tookPlace(StateSession session);

        /**
         * Whether a commit took place whose connection broke before it returned.
         *
         * @param session another one
         * @throws dev.vmsh.state.StateException if that is not decided yet
         */
        boolean tookPlaceAfterAll(StateSession session);

        /** The transaction did not take place. */
        void undone();
    }
}
