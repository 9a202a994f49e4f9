package dev.vmsh.engine;

import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Statements that make, describe and drop tables, views and schemas. Pure: text in, statements out. */
public final class TableDdl {
    /** The physical property that stands before {@code TABLE}: {@code UNLOGGED}, for one. */
    private static final String CREATABLE_TYPE = "creatable_type";

    private TableDdl() {}

    public static String createSchema(String schema) {
        return "CREATE SCHEMA IF NOT EXISTS " + TableName.quote(schema);
    }

    /**
     * An empty table, unless there is one.
     *
     * @param columns every type known
     * @param properties values as SQL, macros expanded; those that the engine does not know are left out
     */
    public static String createEmpty(
            TableName table, List<Column> columns, Map<String, String> properties, EngineTraits traits) {
        return "%s %s (%s)%s"
                .formatted(
                        create(properties),
                        table.quoted(),
                        SqlParts.definitions(columns),
                        traits.storage().clause(properties));
    }

    /** An empty table, unless there is one, with the columns that {@code query} gives; the query is not run. */
    public static String createEmpty(
            TableName table, String query, Map<String, String> properties, EngineTraits traits) {
        return "%s %s%s AS\nSELECT * FROM (\n%s\n) AS \"_subquery\"\nWITH NO DATA"
                .formatted(create(properties), table.quoted(), traits.storage().clause(properties), query);
    }

    /** A view that must not exist yet. */
    public static String createView(TableName view, String query) {
        return "CREATE VIEW " + view.quoted() + " AS\n" + query;
    }

    /** A materialised view, with rows, which must not exist yet. Only where {@link EngineTraits#materializedViews} holds. */
    public static String createMaterializedView(TableName view, String query) {
        return "CREATE MATERIALIZED VIEW " + view.quoted() + " AS\n" + query;
    }

    /** Gives a materialised view the rows that its query has now. */
    public static String refresh(TableName view) {
        return "REFRESH MATERIALIZED VIEW " + view.quoted();
    }

    /**
     * A view in place of the one of that name, if there is one. Where {@link EngineTraits#viewColumnsFixed} holds, the engine refuses
     * this if columns before the last go or change.
     */
    public static String replaceView(TableName view, String query) {
        return "CREATE OR REPLACE VIEW " + view.quoted() + " AS\n" + query;
    }

    /** A view of everything in {@code table}, in place of the one of that name. */
    public static String replaceView(TableName view, TableName table) {
        return replaceView(view, everything(table));
    }

    /** The query of a view that shows all of {@code table}. */
    public static String everything(TableName table) {
        return "SELECT * FROM " + table.quoted();
    }

    /** Gives a view options: {@code security_barrier=true}. */
    public static String setOptions(TableName view, String options) {
        return "ALTER VIEW %s SET (%s)".formatted(view.quoted(), options);
    }

    /** Drops a relation if it is there. Never drops what depends on it: the engine refuses then. */
    public static String drop(TableName relation, RelationType type) {
        return "DROP " + keyword(type) + " IF EXISTS " + relation.quoted();
    }

    /** Drops relations of one sort that are there, in one statement, so that they may read each other. Not on every engine. */
    public static String drop(Collection<TableName> relations, RelationType type) {
        return "DROP %s %s"
                .formatted(
                        keyword(type), relations.stream().map(TableName::quoted).collect(Collectors.joining(", ")));
    }

    /**
     * Comments of a relation and its columns; none if the engine has no comments.
     *
     * @param description null or empty for none
     * @param columns descriptions by column; those of columns that the relation lacks must be left out
     */
    public static List<String> comments(
            TableName relation,
            RelationType type,
            String description,
            Map<String, String> columns,
            EngineTraits traits) {
        var statements = new ArrayList<String>();
        if (!traits.comments()) {
            return statements;
        }
        if (description != null && !description.isEmpty()) {
            statements.add("COMMENT ON %s %s IS %s"
                    .formatted(keyword(type), relation.quoted(), SqlParts.literal(description)));
        }
        new TreeMap<>(columns)
                .forEach((column, text) -> statements.add("COMMENT ON COLUMN %s.%s IS %s"
                        .formatted(relation.quoted(), TableName.quote(column), SqlParts.literal(text))));
        return List.copyOf(statements);
    }

    private static String create(Map<String, String> properties) {
        String type = properties.getOrDefault(CREATABLE_TYPE, "");
        String word = type.replaceAll("^'|'$", "").strip().toUpperCase(Locale.ROOT);
        return word.isEmpty() ? "CREATE TABLE IF NOT EXISTS" : "CREATE " + word + " TABLE IF NOT EXISTS";
    }

    private static String keyword(RelationType type) {
        return type.name().replace('_', ' ');
    }
}
