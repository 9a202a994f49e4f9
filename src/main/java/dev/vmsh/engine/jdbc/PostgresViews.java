package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.SavedView;
import dev.vmsh.engine.ViewCatalog;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** PostgreSQL's catalog of views and of what depends on them. The statements that restore a view are written by the server itself. */
record PostgresViews(EngineSession session) implements ViewCatalog {
    /** Relations, and everything that reads them through a rewrite rule, with the longest way to each. */
    private static final String READERS = """
            WITH RECURSIVE reader(oid, depth) AS (
                SELECT c.oid, 0 FROM pg_catalog.pg_class c WHERE c.oid IN (%s)
                UNION
                SELECT r.ev_class, reader.depth + 1
                FROM reader
                JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = reader.oid
                    AND d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.deptype = 'n'
                JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.ev_class <> reader.oid)
            """;

    private static final String VIEWS = """
            SELECT n.nspname::text, c.relname::text, c.relkind::text, pg_describe_object('pg_class'::regclass, c.oid, 0)
            FROM reader JOIN pg_catalog.pg_class c ON c.oid = reader.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            GROUP BY 1, 2, 3, 4 HAVING max(reader.depth) > 0 ORDER BY max(reader.depth), 1, 2""";

    /** What depends on one of the views, or on the type of its rows, and is no view: functions, policies, columns of that type. */
    private static final String OTHERS = """
            , held AS (
                SELECT c.oid, c.reltype, t.typarray FROM pg_catalog.pg_class c JOIN pg_catalog.pg_type t ON t.oid = c.reltype
                WHERE c.oid IN (SELECT oid FROM reader) AND c.relkind IN ('v', 'm'))
            SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) FROM held
            JOIN pg_catalog.pg_depend d ON d.deptype = 'n' AND d.classid <> 'pg_catalog.pg_rewrite'::regclass
                AND (d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = held.oid
                     OR d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid IN (held.reltype, held.typarray))
            ORDER BY 1""";

    private static final String DEFINITION = """
            SELECT c.relkind::text, pg_get_viewdef(c.oid), c.relispopulated FROM pg_catalog.pg_class c
            WHERE c.oid = to_regclass(%s) AND c.relkind IN ('v', 'm')""";

    /** In the order to run them: who owns the view decides who grants. */
    private static final String PROPERTIES = """
            WITH v AS (
                SELECT c.*, CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind, %1$s AS name
                FROM pg_catalog.pg_class c WHERE c.oid = to_regclass(%1$s)),
            statement(step, sql) AS (
                SELECT 1, format('ALTER %%s %%s SET (%%s)', kind, name, array_to_string(reloptions, ', '))
                FROM v WHERE reloptions IS NOT NULL
                UNION ALL SELECT 2, format('ALTER %%s %%s OWNER TO %%I', kind, name, pg_get_userbyid(relowner))
                FROM v WHERE pg_get_userbyid(relowner) <> current_user
                UNION ALL SELECT 3, format('REVOKE ALL ON %%s FROM %%s', name,
                    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
                FROM v JOIN pg_catalog.pg_default_acl d ON d.defaclobjtype = 'r' AND d.defaclnamespace IN (0, v.relnamespace)
                    AND pg_get_userbyid(d.defaclrole) = current_user,
                    aclexplode(d.defaclacl) a WHERE a.grantee <> v.relowner
                UNION ALL SELECT 4, format('GRANT %%s ON %%s TO %%s%%s', a.privilege_type, name,
                    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                FROM v, aclexplode(v.relacl) a WHERE a.grantee <> v.relowner
                UNION ALL SELECT 5, format('COMMENT ON %%s %%s IS %%L', kind, name, obj_description(oid, 'pg_class'))
                FROM v WHERE obj_description(oid, 'pg_class') IS NOT NULL
                UNION ALL SELECT 6, pg_get_indexdef(i.indexrelid) FROM v JOIN pg_catalog.pg_index i ON i.indrelid = v.oid
                UNION ALL SELECT 7, pg_get_triggerdef(t.oid)
                FROM v JOIN pg_catalog.pg_trigger t ON t.tgrelid = v.oid AND NOT t.tgisinternal)
            SELECT sql FROM statement ORDER BY step, sql""";

    private static final String COLUMN_PROPERTIES = """
            WITH v AS (SELECT to_regclass(%1$s) AS oid, %1$s AS name),
            a AS (
                SELECT a.*, v.name FROM v JOIN pg_catalog.pg_attribute a ON a.attrelid = v.oid
                WHERE a.attnum > 0 AND NOT a.attisdropped)
            SELECT attname::text, format('COMMENT ON COLUMN %%s.%%I IS %%L', name, attname, col_description(attrelid, attnum))
            FROM a WHERE col_description(attrelid, attnum) IS NOT NULL
            UNION ALL SELECT attname::text, format('GRANT %%s (%%I) ON %%s TO %%s%%s', g.privilege_type, attname, name,
                CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM a, aclexplode(a.attacl) g
            UNION ALL SELECT a.attname::text, format('ALTER VIEW %%s ALTER COLUMN %%I SET DEFAULT %%s', name, a.attname,
                pg_get_expr(d.adbin, d.adrelid))
            FROM a JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum""";

    @Override
    public List<Reader> readers(Collection<TableName> relations) {
        var readers = new ArrayList<Reader>();
        if (relations.isEmpty()) {
            return readers;
        }
        String of = relations.stream()
                .map(relation -> "to_regclass(" + literal(relation) + ")")
                .collect(Collectors.joining(", "));
        try (Rows rows = session.lookUp((READERS + VIEWS).formatted(of))) {
            while (rows.next()) {
                boolean view = PostgresSession.type((String) rows.value(2)) != RelationType.TABLE;
                TableName name = TableName.of((String) rows.value(0), (String) rows.value(1));
                readers.add(new Reader(view ? name : null, (String) rows.value(3)));
            }
        }
        try (Rows rows = session.lookUp((READERS + OTHERS).formatted(of))) {
            while (rows.next()) {
                readers.add(new Reader(null, (String) rows.value(0)));
            }
        }
        return readers;
    }

    @Override
    public SavedView save(TableName view) {
        RelationType type;
        String query;
        try (Rows rows = session.lookUp(DEFINITION.formatted(literal(view)))) {
            if (!rows.next()) {
                throw new EngineException(
                        Cause.CONFLICT, "the view " + view + " has just gone", "Try again", null, -1, null);
            }
            type = PostgresSession.type((String) rows.value(0));
            query = ((String) rows.value(1)).strip().replaceFirst(";$", "");
            if (Boolean.FALSE.equals(rows.value(2))) {
                query += "\nWITH NO DATA";
            }
        }
        var properties = new ArrayList<String>();
        try (Rows rows = session.lookUp(PROPERTIES.formatted(literal(view)))) {
            while (rows.next()) {
                properties.add((String) rows.value(0));
            }
        }
        var columns = new LinkedHashMap<String, List<String>>();
        try (Rows rows = session.lookUp(COLUMN_PROPERTIES.formatted(literal(view)))) {
            while (rows.next()) {
                columns.computeIfAbsent((String) rows.value(0), key -> new ArrayList<>())
                        .add((String) rows.value(1));
            }
        }
        return new SavedView(view, type, query, properties, columns);
    }

    @Override
    public Map<TableName, String> options(Collection<String> schemas) {
        var options = new TreeMap<TableName, String>();
        if (schemas.isEmpty()) {
            return options;
        }
        String in = schemas.stream().map(SqlLiteral::text).collect(Collectors.joining(", ", "(", ")"));
        try (Rows rows = session.lookUp("""
                SELECT n.nspname::text, c.relname::text, array_to_string(c.reloptions, ', ')
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN %s AND c.relkind = 'v' AND c.reloptions IS NOT NULL""".formatted(in))) {
            while (rows.next()) {
                options.put(TableName.of((String) rows.value(0), (String) rows.value(1)), (String) rows.value(2));
            }
        }
        return options;
    }

    private static String literal(TableName name) {
        return SqlLiteral.text(name.quoted());
    }
}
