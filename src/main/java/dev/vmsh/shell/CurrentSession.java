package dev.vmsh.shell;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The session that is in force. Commands read and change it here; safe for reading from other threads. */
public final class CurrentSession {
    private volatile Session session;
    private volatile OptionalInt exitCode = OptionalInt.empty();
    private volatile boolean moved;

    public CurrentSession(Session session) {
        this.session = Objects.requireNonNull(session, "session");
    }

    public Session get() {
        return session;
    }

    public void change(UnaryOperator<Session> how) {
        session = how.apply(session);
    }

    /** Asks the shell to end after the current entry, with this exit code. */
    void end(int code) {
        exitCode = OptionalInt.of(code);
    }

    /** An environment became what the files say, so that what was seen of it before is out of date. */
    void environmentMoved() {
        moved = true;
    }

    /** Whether that happened since this was last asked. */
    boolean takeMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }

    /** The exit code that was asked for; empty while the session goes on. */
    OptionalInt ended() {
        return exitCode;
    }

    /**
     * Runs {@code work} with some settings changed, which are put back afterwards; what {@code work} itself changes of the environment,
     * the gateway and the variables stays.
     */
    <T> T during(UnaryOperator<Session> overrides, Supplier<T> work) {
        Session before = session;
        Session during = overrides.apply(before);
        session = during;
        try {
            return work.get();
        } finally {
            Session after = session;
            session = new Session(
                    after.gateway().equals(during.gateway()) ? before.gateway() : after.gateway(),
                    after.environment().equals(during.environment()) ? before.environment() : after.environment(),
                    after.display().equals(during.display()) ? before.display() : after.display(),
                    after.comforts().equals(during.comforts()) ? before.comforts() : after.comforts(),
                    after.rules().equals(during.rules()) ? before.rules() : after.rules(),
                    after.variables());
        }
    }
}
