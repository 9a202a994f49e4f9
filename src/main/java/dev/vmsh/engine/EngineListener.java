package dev.vmsh.engine;

import java.time.Duration;

/** Told what an engine is waiting for, so that a person can be. Called on the waiting thread, several times a second; must not block. */
@FunctionalInterface
public interface EngineListener {
    /** For those who need not know. */
    EngineListener NONE = (database, holder, waited) -> {};

    /**
     * Another process holds the database file.
     *
     * @param database the file, as configured
     * @param holder who: {@code pid 4711}, as far as the engine tells; {@code another process} otherwise
     * @param waited since when
     */
    void waiting(String database, String holder, Duration waited);
}
