package dev.vmsh.state.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The layout of the store's tables: which one is there, and how it is brought forward and back. */
final class StateLayout {
    private static final String LAYOUT = "layout";
    private static final String WRITTEN_BY = "vmsh";
    private static final String BACKUP = "backup";

    private final StateTables tables;
    private final StateDialect dialect;
    private final List<Migration> migrations;
    private final String program;

    /**
     * @param migrations all there are, in order, from number 1
     * @param program this program's version, recorded for the message that an older one will give
     */
    StateLayout(StateTables tables, StateDialect dialect, List<Migration> migrations, String program) {
        this.tables = tables;
        this.dialect = dialect;
        this.migrations = List.copyOf(migrations);
        this.program = program;
    }

    private int newest() {
        return migrations.size();
    }

    /**
     * Whether the store is there, in this version's layout; false if there is none.
     *
     * @throws StateException if the layout is another one, or a table is missing; says which and what to do
     */
    boolean present(StateSession session) {
        Set<String> found = found(session);
        if (found.isEmpty()) {
            return false;
        }
        int layout = number(session, found);
        if (layout < newest()) {
            throw new StateException(
                    "the state store has layout %d, this vmsh needs layout %d".formatted(layout, newest()),
                    "Run 'migrate' to bring it up to date");
        }
        for (String table : migrations.get(layout - 1).tables()) {
            requireTable(found, table);
        }
        return true;
    }

    /** Whether the store says that it is in this version's layout, without a look at its tables; false also if it says nothing. */
    boolean isNewest(StateSession session) {
        try {
            return session.rows("SELECT " + newestCondition(), row -> row.flag(0))
                    .get(0);
        } catch (StateException e) {
            if (e.getCause() instanceof EngineException cause && cause.kind() == Cause.STATEMENT) {
                return false; // there is no such table
            }
            throw e;
        }
    }

    /** SQL that holds if the store says that it is in this version's layout. */
    String newestCondition() {
        return "EXISTS (SELECT 1 FROM %s WHERE key = %s AND value = %s)"
                .formatted(tables.of(StateTables.VERSIONS), Sql.text(LAYOUT), Sql.text(Integer.toString(newest())));
    }

    /** The migrations applied, in order. Each is one transaction, with a copy of all tables made in it. */
    List<String> migrate(StateSession session) {
        var applied = new ArrayList<String>();
        for (boolean more = true; more; ) {
            Optional<String> name = session.transaction(() -> step(session));
            name.ifPresent(applied::add);
            more = name.isPresent();
        }
        return applied;
    }

    private Optional<String> step(StateSession session) {
        dialect.lock(session, "layout " + tables.schema());
        Set<String> found = found(session);
        int layout = found.isEmpty() ? 0 : number(session, found);
        if (layout == newest()) {
            return Optional.empty();
        }
        if (layout == 0) {
            session.createSchema(tables.schema());
        } else {
            backUp(session, migrations.get(layout - 1), found);
        }
        Migration migration = migrations.get(layout);
        apply(session, migration);
        put(session, LAYOUT, Integer.toString(migration.number()));
        put(session, WRITTEN_BY, program);
        if (layout > 0) {
            put(session, BACKUP, Integer.toString(layout));
        }
        return Optional.of("%d: %s".formatted(migration.number(), migration.name()));
    }

    private void backUp(StateSession session, Migration layout, Set<String> found) {
        dropBackups(session, found);
        for (String table : layout.tables()) {
            requireTable(found, table);
            session.run("CREATE TABLE %s AS SELECT * FROM %s".formatted(tables.backup(table), tables.of(table)));
        }
    }

    private void apply(StateSession session, Migration migration) {
        migration.statements().apply(tables).forEach(session::run);
    }

    /** Undoes the last migration: the tables are made anew as they were, and filled from their copies. Empty if there is no copy. */
    Optional<String> undo(StateSession session) {
        return session.transaction(() -> {
            dialect.lock(session, "layout " + tables.schema());
            Set<String> found = found(session);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            int layout = number(session, found);
            Optional<Integer> backup = value(session, BACKUP).map(Integer::valueOf);
            if (backup.isEmpty()) {
                return Optional.empty();
            }
            for (String table : migrations.get(layout - 1).tables()) {
                session.run("DROP TABLE IF EXISTS " + tables.of(table));
            }
            for (Migration migration : migrations.subList(0, backup.get())) {
                apply(session, migration);
            }
            for (String table : migrations.get(backup.get() - 1).tables()) {
                session.run("INSERT INTO %s SELECT * FROM %s".formatted(tables.of(table), tables.backup(table)));
            }
            session.run("DELETE FROM %s WHERE key = %s".formatted(tables.of(StateTables.VERSIONS), Sql.text(BACKUP)));
            dropBackups(session, found);
            Migration undone = migrations.get(layout - 1);
            return Optional.of("%d: %s".formatted(undone.number(), undone.name()));
        });
    }

    /** Removes the store's tables of any layout, and the schema if nothing else is in it. */
    void destroy(StateSession session) {
        session.transaction(() -> {
            dialect.lock(session, "layout " + tables.schema());
            for (String name : found(session)) {
                session.run("DROP TABLE " + TableName.of(tables.schema(), name).quoted());
            }
            if (session.tables(tables.schema()).isEmpty()) {
                session.run("DROP SCHEMA IF EXISTS " + tables.quotedSchema());
            }
            return null;
        });
    }

    private void dropBackups(StateSession session, Set<String> found) {
        for (String name : found) {
            if (name.endsWith("_backup")) {
                session.run("DROP TABLE " + TableName.of(tables.schema(), name).quoted());
            }
        }
    }

    /** The store's tables that exist, of any layout, copies included. */
    private Set<String> found(StateSession session) {
        var known = new HashSet<String>();
        for (Migration migration : migrations) {
            for (String table : migration.tables()) {
                known.add(table);
                known.add(table + "_backup");
            }
        }
        Set<String> found = session.tables(tables.schema());
        found.retainAll(known);
        return found;
    }

    private int number(StateSession session, Set<String> found) {
        requireTable(found, StateTables.VERSIONS);
        Map<String, String> values = new HashMap<>();
        session.rows(
                        "SELECT key, value FROM " + tables.of(StateTables.VERSIONS),
                        row -> Map.entry(row.text(0), row.text(1)))
                .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        int layout;
        try {
            layout = Integer.parseInt(values.getOrDefault(LAYOUT, ""));
        } catch (NumberFormatException e) {
            throw new StateException(
                    "the state table %s does not say which layout the store has".formatted(shown(StateTables.VERSIONS)),
                    "Run 'doctor'; restore the table from a backup of the database",
                    e);
        }
        if (layout > newest()) {
            throw new StateException(
                    "the state store was written by vmsh %s and has layout %d; this vmsh %s knows layouts up to %d"
                            .formatted(values.getOrDefault(WRITTEN_BY, "(unknown)"), layout, program, newest()),
                    "Use vmsh %s or newer, or undo its migration there with 'migrate --undo'"
                            .formatted(values.getOrDefault(WRITTEN_BY, "(unknown)")));
        }
        return layout;
    }

    private void requireTable(Set<String> found, String table) {
        if (!found.contains(table)) {
            throw new StateException(
                    "the state table %s is missing; the others of the store are there".formatted(shown(table)),
                    "Restore the table from a backup of the database, or take in an export with 'state import --replace'; if the tables of schema %s are another program's, set state_schema in the gateway"
                            .formatted(tables.schema()));
        }
    }

    private String shown(String table) {
        return TableName.of(tables.schema(), table).toString();
    }

    Optional<String> value(StateSession session, String key) {
        return session
                .rows(
                        "SELECT value FROM %s WHERE key = %s".formatted(tables.of(StateTables.VERSIONS), Sql.text(key)),
                        row -> row.text(0))
                .stream()
                .findFirst();
    }

    private void put(StateSession session, String key, String value) {
        session.run("INSERT INTO %s VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                .formatted(tables.of(StateTables.VERSIONS), Sql.text(key), Sql.text(value)));
    }
}
