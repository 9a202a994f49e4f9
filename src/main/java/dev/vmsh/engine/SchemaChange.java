package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One difference between a table's columns and those it should have, and how to get rid of it in place.
 *
 * <p>Rows that are there keep their values, except in dropped and replaced columns; in new ones they have NULL. Where views keep their
 * columns ({@link EngineTraits#viewsBoundAtCreation}) the engine refuses to drop or retype a column that a view reads: drop the views
 * first and make them again afterwards, in the same transaction.
 */
public sealed interface SchemaChange {
    /** The column it is about, as it should be afterwards; for a dropped one as it was. */
    Column column();

    /** Whether values are lost. */
    boolean destructive();

    /** The statements that do it. */
    List<String> statements(TableName table);

    /** For people: {@code drop column a}. */
    String description();

    /** A column that the table lacks. */
    record Add(Column column) implements SchemaChange {
        @Override
        public boolean destructive() {
            return false;
        }

        @Override
        public List<String> statements(TableName table) {
            return List.of(alter(table, "ADD COLUMN " + TableName.quote(column.name()) + " " + column.type()));
        }

        @Override
        public String description() {
            return "add column %s %s".formatted(column.name(), column.type());
        }
    }

    /** A column that is no longer wanted. */
    record Drop(Column column) implements SchemaChange {
        @Override
        public boolean destructive() {
            return true;
        }

        @Override
        public List<String> statements(TableName table) {
            return List.of(alter(table, "DROP COLUMN " + TableName.quote(column.name())));
        }

        @Override
        public String description() {
            return "drop column " + column.name();
        }
    }

    /** A column whose new type holds every value of the old one. */
    record Widen(Column column, String before) implements SchemaChange {
        @Override
        public boolean destructive() {
            return false;
        }

        @Override
        public List<String> statements(TableName table) {
            return List.of(alter(
                    table,
                    "ALTER COLUMN %s SET DATA TYPE %s".formatted(TableName.quote(column.name()), column.type())));
        }

        @Override
        public String description() {
            return "change column %s from %s to %s".formatted(column.name(), before, column.type());
        }
    }

    /** A column of another type: made anew at the end of the table, without its values. */
    record Retype(Column column, String before) implements SchemaChange {
        @Override
        public boolean destructive() {
            return true;
        }

        /** Adds before it drops, since a table's last column cannot be dropped everywhere. */
        @Override
        public List<String> statements(TableName table) {
            String name = TableName.quote(column.name());
            String made = TableName.quote("__vmsh_new");
            return List.of(
                    alter(table, "ADD COLUMN " + made + " " + column.type()),
                    alter(table, "DROP COLUMN " + name),
                    alter(table, "RENAME COLUMN " + made + " TO " + name));
        }

        @Override
        public String description() {
            return "drop column %s (%s) and add it as %s".formatted(column.name(), before, column.type());
        }
    }

    /**
     * What must be done to a table with the columns {@code live} for it to have those of {@code wanted}, in the order to do it: drops,
     * additions, changes of type. The order of columns is no difference, nor is a type that is not known on one side.
     *
     * @param wanted as a project or the engine writes them
     */
    static List<SchemaChange> between(List<Column> live, List<Column> wanted, EngineTraits traits) {
        Map<String, Column> before = byName(live);
        Map<String, Column> after = byName(wanted);
        List<SchemaChange> drops = live.stream()
                .filter(column -> !after.containsKey(column.name()))
                .<SchemaChange>map(Drop::new)
                .toList();
        List<SchemaChange> additions = wanted.stream()
                .filter(column -> !before.containsKey(column.name()))
                .<SchemaChange>map(Add::new)
                .toList();
        boolean nothingStays = drops.size() == live.size();
        var changes = new ArrayList<>(nothingStays ? additions : drops);
        changes.addAll(nothingStays ? drops : additions);
        for (Column column : wanted) {
            Column old = before.get(column.name());
            if (old != null && old.type() != null && column.type() != null) {
                addTypeChange(changes, old, column, traits);
            }
        }
        return List.copyOf(changes);
    }

    private static void addTypeChange(List<SchemaChange> changes, Column old, Column column, EngineTraits traits) {
        SqlType from = SqlType.of(old.type(), traits);
        SqlType to = SqlType.of(column.type(), traits);
        if (from.equals(to)) {
            return;
        }
        changes.add(from.widensTo(to) ? new Widen(column, old.type()) : new Retype(column, old.type()));
    }

    private static Map<String, Column> byName(List<Column> columns) {
        return columns.stream()
                .collect(
                        Collectors.toMap(Column::name, column -> column, (first, second) -> first, LinkedHashMap::new));
    }

    private static String alter(TableName table, String action) {
        return "ALTER TABLE " + table.quoted() + " " + action;
    }
}
