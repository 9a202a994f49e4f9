package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that one comparison works on, so that all of them can be stopped at once. Safe for several threads. */
public final class DiffSessions {
    private final Set<EngineSession> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** Stops what runs; what was not started yet is not. */
    public void cancel() {
        cancelled = true;
        open.forEach(EngineSession::cancel);
    }

    boolean cancelled() {
        return cancelled;
    }

    /** A connection that is among them until it is closed. */
    Held open(Engine engine) {
        EngineSession session = engine.open();
        open.add(session);
        return new Held(session);
    }

    final class Held implements AutoCloseable {
        private final EngineSession session;

        private Held(EngineSession session) {
            this.session = session;
        }

        EngineSession session() {
            return session;
        }

        @Override
        public void close() {
            open.remove(session);
            session.close();
        }
    }
}
