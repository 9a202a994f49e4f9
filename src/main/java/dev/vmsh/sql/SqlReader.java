package dev.vmsh.sql;

/** Reads SQL text in one dialect. Immutable and safe for use by several threads. */
public final class SqlReader {
    private final Dialect dialect;
    private final FallbackParser fallback;

    /** @param fallback asked for what the first parser cannot be trusted with */
    public SqlReader(Dialect dialect, FallbackParser fallback) {
        this.dialect = dialect;
        this.fallback = fallback;
    }

    /** @throws SqlException if neither parser accepts {@code sql} as one query */
    public Query query(String sql) {
        throw new UnsupportedOperationException("not built yet: " + dialect + fallback + sql);
    }

    /** Any statement. Never fails: what cannot be read comes back as not understood. */
    public Statement statement(String sql) {
        throw new UnsupportedOperationException("not built yet: " + sql);
    }

    /** A dotted name in this dialect, quotes allowed: {@code "a".b.c}. @throws SqlException if it is not one to three identifiers */
    public TableName tableName(String text) {
        throw new UnsupportedOperationException("not built yet: " + text);
    }

    /** What changed from {@code before} to {@code after}, both already free of macros. */
    public QueryChange change(Query before, Query after) {
        throw new UnsupportedOperationException("not built yet: " + before + after);
    }
}
