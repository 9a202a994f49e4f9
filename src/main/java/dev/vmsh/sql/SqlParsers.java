package dev.vmsh.sql;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The parsers behind readers, and the queries that were read lately: a model's query is read with its file, and once more to be sent.
 * Readers of one of these share that. Memory that is wanted for something else is given back. Safe for use by several threads.
 */
public final class SqlParsers {
    /** As many as a large project has models. */
    private static final int MOST = 1000;

    private final FallbackParser fallback;
    private final Map<Key, SoftReference<JSqlUnderstanding>> lately = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<JSqlUnderstanding>> eldest) {
            return size() > MOST;
        }
    };

    private record Key(Dialect dialect, String sql) {}

    /** @param fallback asked for what the first parser cannot be trusted with */
    public SqlParsers(FallbackParser fallback) {
        this.fallback = Objects.requireNonNull(fallback, "fallback");
    }

    FallbackParser fallback() {
        return fallback;
    }

    /** What the first parser made of a query with this very text; empty if that is not known any more. */
    Optional<JSqlUnderstanding> known(Dialect dialect, String sql) {
        synchronized (lately) {
            return Optional.ofNullable(lately.get(new Key(dialect, sql))).map(SoftReference::get);
        }
    }

    void remember(Dialect dialect, String sql, JSqlUnderstanding understanding) {
        synchronized (lately) {
            lately.put(new Key(dialect, sql), new SoftReference<>(understanding));
        }
    }
}
