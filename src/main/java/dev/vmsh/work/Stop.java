package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The wish that work under way ends soon: no further batch begins, and the statements that run are cancelled on their server. For any
 * thread.
 */
public final class Stop {
    private final Set<EngineSession> running = ConcurrentHashMap.newKeySet();
    private volatile boolean wanted;

    /** Asks the work to end. Returns at once; asking again changes nothing. */
    public void request() {
        wanted = true;
        running.forEach(EngineSession::cancel);
    }

    /** Whether the work shall end. */
    boolean wanted() {
        return wanted;
    }

    /** @throws InterruptedWorkException if the work shall end */
    void check() {
        if (wanted) {
            throw new InterruptedWorkException();
        }
    }

    /**
     * Does {@code work} on {@code session}, whose statements are cancelled by a request.
     *
     * @throws InterruptedWorkException if they were
     */
    <T> T during(EngineSession session, Supplier<T> work) {
        return during(session, used -> work.get());
    }

    /** As {@link #during(EngineSession, Supplier)}, for work that is handed the session. */
    <T> T during(EngineSession session, Function<EngineSession, T> work) {
        running.add(session);
        try {
            check();
            return work.apply(session);
        } catch (EngineException e) {
            if (wanted && e.kind() == EngineException.Cause.CANCELLED) {
                throw new InterruptedWorkException();
            }
            throw e;
        } finally {
            running.remove(session);
        }
    }
}
