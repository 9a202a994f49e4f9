package dev.vmsh.state.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A session on the state database whose failures are {@link StateException}s. */
final class StateSession implements AutoCloseable {
    private final EngineSession session;

    StateSession(EngineSession session) {
        this.session = session;
    }

    EngineSession engine() {
        return session;
    }

    /** @return rows affected */
    long run(String sql) {
        try {
            return session.execute(sql);
        } catch (EngineException e) {
            throw failure(e);
        }
    }

    /** Runs statements in order, none of which gives rows. */
    void runAll(List<String> statements) {
        try {
            session.executeAll(statements);
        } catch (EngineException e) {
            throw failure(e);
        }
    }

    void createSchema(String schema) {
        try {
            session.createSchema(schema);
        } catch (EngineException e) {
            throw failure(e);
        }
    }

    <T> List<T> rows(String sql, Function<Row, T> read) {
        try (Rows rows = session.lookUp(sql)) {
            var result = new ArrayList<T>();
            var row = new Row(rows);
            while (rows.next()) {
                result.add(read.apply(row));
            }
            return result;
        } catch (EngineException e) {
            throw failure(e);
        }
    }

    /** Runs {@code work} in one transaction; failures of its commit are {@link StateException}s too. */
    <T> T transaction(Supplier<T> work) {
        try {
            return session.transaction(work);
        } catch (EngineException e) {
            throw failure(e);
        }
    }

    /** Names of the tables in {@code schema}; empty if there is no such schema. */
    Set<String> tables(String schema) {
        try {
            return session.relations(List.of(schema)).keySet().stream()
                    .map(TableName::name)
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (EngineException e) {
            throw failure(e);
        }
    }

    static StateException failure(EngineException error) {
        String remedy = error.remedy().isEmpty() ? "Run 'doctor' to check the state store" : error.remedy();
        return new StateException("the state store failed: " + error.getMessage(), remedy, error);
    }

    @Override
    public void close() {
        session.close();
    }

    /** The current row; columns count from 0. */
    record Row(Rows rows) {
        String text(int column) {
            return (String) rows.value(column);
        }

        long number(int column) {
            return ((Number) rows.value(column)).longValue();
        }

        boolean flag(int column) {
            return Boolean.TRUE.equals(rows.value(column));
        }

        Instant time(int column) {
            return rows.value(column) instanceof OffsetDateTime time ? time.toInstant() : null;
        }
    }
}
