package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.ViewCatalog;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A session on PostgreSQL. The driver reads a result in pieces only inside a transaction, so a lone query gets one of its own. */
final class PostgresSession extends JdbcSession {
    private static final int FETCH = 1_000;
    private static final int COPY_BUFFER = 64 * 1024;

    /** How statements begin, one at a time, after which a connection is as it was before. */
    private static final Pattern SETTLED = Pattern.compile(
            "\\s*(?:(?:INSERT|UPDATE|DELETE|MERGE|COMMENT|GRANT|REVOKE|DROP)\\b|ALTER\\s+(?:TABLE|VIEW)\\b"
                    + "|CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:TABLE|VIEW|SCHEMA|INDEX|UNIQUE)\\b"
                    + "|SELECT pg_advisory_xact_lock\\(|SELECT set_config\\('lock_timeout', '\\d+', true\\))",
            Pattern.CASE_INSENSITIVE);

    private final String database;

    PostgresSession(Connection connection, String database, Consumer<JdbcSession> onClose) {
        super(connection, new PostgresErrors(), new PostgresValues(), onClose);
        this.database = database;
    }

    @Override
    public List<Long> executeAll(List<String> statements) {
        boolean together =
                inTransaction() && statements.size() > 1 && statements.stream().noneMatch(JdbcSession::travelsAlone);
        return together ? executeTogether(statements) : super.executeAll(statements);
    }

    @Override
    boolean mayChangeSettings(String sql) {
        return sql.indexOf(';') >= 0 || !SETTLED.matcher(sql).lookingAt();
    }

    @Override
    void begin(String options) throws SQLException {
        connection().setAutoCommit(false);
        if (!options.isEmpty()) {
            try (Statement statement = connection().createStatement()) {
                statement.execute("SET TRANSACTION " + options);
            }
        }
    }

    /** The driver itself reports a commit that the server turned into a rollback. */
    @Override
    void commit() throws SQLException {
        connection().commit();
        connection().setAutoCommit(true);
    }

    @Override
    void rollback() throws SQLException {
        connection().rollback();
        connection().setAutoCommit(true);
    }

    @Override
    void beforeQuery(Statement statement) throws SQLException {
        if (!inTransaction()) {
            connection().setAutoCommit(false);
        }
        statement.setFetchSize(FETCH);
    }

    @Override
    boolean answersWhole() {
        return true;
    }

    @Override
    void confirmEnd(Statement statement, String sql) {
        // the driver throws where rows end by an error
    }

    @Override
    void afterQuery(boolean failed) throws SQLException {
        if (inTransaction()) {
            return;
        }
        if (failed) {
            rollback();
        } else {
            commit();
        }
    }

    @Override
    public Optional<List<Column>> columns(TableName relation) {
        TableName here = relation.relativeTo(database);
        if (here.catalog() != null) {
            return Optional.empty();
        }
        var columns = new ArrayList<Column>();
        try (Rows rows = lookUp("""
                SELECT a.attname::text, format_type(a.atttypid, a.atttypmod)
                FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                WHERE c.oid = to_regclass(%s) AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
                  AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""".formatted(SqlLiteral.text(here.quoted())))) {
            while (rows.next()) {
                columns.add(new Column((String) rows.value(0), (String) rows.value(1)));
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Map<TableName, RelationType> relations(Collection<String> schemas) {
        var relations = new TreeMap<TableName, RelationType>();
        if (schemas.isEmpty()) {
            return relations;
        }
        String in = schemas.stream().map(SqlLiteral::text).collect(Collectors.joining(", ", "(", ")"));
        try (Rows rows = lookUp("""
                SELECT n.nspname::text, c.relname::text, c.relkind::text
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN %s AND c.relkind IN ('r', 'p', 'f', 'v', 'm')""".formatted(in))) {
            while (rows.next()) {
                relations.put(
                        TableName.of((String) rows.value(0), (String) rows.value(1)), type((String) rows.value(2)));
            }
        }
        return relations;
    }

    @Override
    public ViewCatalog views() {
        return new PostgresViews(this);
    }

    /** Does not ask for the right to make schemas where there is nothing to make, as CREATE SCHEMA IF NOT EXISTS does. */
    @Override
    public void createSchema(String schema) {
        transaction(() -> {
            if (exists(schema)) {
                return null;
            }
            // two that make the same schema at once would fail in the catalog's own index
            execute(turn(List.of("schema " + schema)));
            if (!exists(schema)) {
                create(schema);
            }
            return null;
        });
    }

    private boolean exists(String schema) {
        try (Rows rows = lookUp("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = " + SqlLiteral.text(schema))) {
            return rows.next();
        }
    }

    private void create(String schema) {
        try {
            execute("CREATE SCHEMA " + TableName.quote(schema));
        } catch (EngineException e) {
            if (e.kind() != EngineException.Cause.PERMISSION) {
                throw e;
            }
            throw new EngineException(
                    e.kind(),
                    "the schema %s is not there, and this role lacks the right CREATE on database %s to make it"
                            .formatted(schema, database),
                    "GRANT CREATE ON DATABASE %s TO the role, have someone create the schema for it, or send models to schemas that exist with physical_schema_mapping"
                            .formatted(TableName.quote(database)),
                    e.sql(),
                    -1,
                    e);
        }
    }

    @Override
    public void grant(TableName relation, Map<String, List<String>> grants) {
        new PostgresGrants(this, relation).make(grants);
    }

    @Override
    public boolean takeTurns(List<String> what, Duration patience) {
        if (patience != null) {
            execute("SELECT set_config('lock_timeout', '%d', true) WHERE current_setting('lock_timeout') = '0'"
                    .formatted(patience.toMillis()));
        }
        execute(turn(what));
        return true;
    }

    private static String turn(List<String> what) {
        return what.stream()
                .map(name ->
                        "pg_advisory_xact_lock(hashtextextended(%s, 0))".formatted(SqlLiteral.text("vmsh " + name)))
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    @Override
    public List<String> holders(Collection<TableName> relations) {
        if (relations.isEmpty()) {
            return List.of();
        }
        String of = relations.stream()
                .map(relation -> "to_regclass(" + SqlLiteral.text(relation.quoted()) + ")")
                .collect(Collectors.joining(", "));
        var holders = new ArrayList<String>();
        try (Rows rows = lookUp("""
                SELECT DISTINCT format('%%s (pid %%s, %%s, %%s since %%s): %%s', a.usename, a.pid,
                    coalesce(nullif(a.application_name, ''), 'unnamed'), a.state,
                    to_char(a.xact_start, 'HH24:MI:SS'), regexp_replace(left(a.query, 200), '[[:space:]]+', ' ', 'g'))
                FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_backend_pid()
                  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                  AND l.relation IN (%s)
                ORDER BY 1""".formatted(of))) {
            while (rows.next()) {
                holders.add((String) rows.value(0));
            }
        }
        return holders;
    }

    static RelationType type(String kind) {
        return switch (kind) {
            case "v" -> RelationType.VIEW;
            case "m" -> RelationType.MATERIALIZED_VIEW;
            default -> RelationType.TABLE;
        };
    }

    /** Those that people call: what takes or gives internal types is for the server's own use. */
    @Override
    public List<String> functions() {
        return names("""
                SELECT DISTINCT p.proname FROM pg_catalog.pg_proc p
                WHERE p.prokind IN ('f', 'a', 'w') AND p.proname !~ '^(pg_|_)' AND pg_catalog.pg_function_is_visible(p.oid)
                AND NOT 'internal'::regtype = ANY (p.proargtypes) AND p.prorettype NOT IN ('internal'::regtype, 'trigger'::regtype)
                ORDER BY 1""");
    }

    @Override
    public List<String> keywords() {
        return names("SELECT word FROM pg_catalog.pg_get_keywords() ORDER BY 1");
    }

    @Override
    public boolean holdsTemporaryObjects() {
        try (Rows rows = lookUp("SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace = pg_my_temp_schema() LIMIT 1")) {
            return rows.next();
        }
    }

    /** By COPY, whose input functions are the types' own casts from text. */
    @Override
    public long load(TableName table, List<Column> columns, Iterator<List<String>> rows) {
        String names =
                columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
        String sql =
                "COPY %s (%s) FROM STDIN".formatted(table.relativeTo(database).quoted(), names);
        var loaded = new long[1];
        try {
            PGConnection driver = connection().unwrap(PGConnection.class);
            cancellable(driver::cancelQuery, () -> {
                CopyIn copy = driver.getCopyAPI().copyIn(sql);
                try {
                    send(copy, rows, sql);
                    loaded[0] = copy.endCopy();
                } finally {
                    if (copy.isActive()) {
                        copy.cancelCopy();
                    }
                }
            });
        } catch (SQLException e) {
            throw failed(e, sql);
        }
        return loaded[0];
    }

    private void send(CopyIn copy, Iterator<List<String>> rows, String sql) throws SQLException {
        var buffer = new StringBuilder();
        while (rows.hasNext()) {
            String separator = "";
            for (String value : rows.next()) {
                buffer.append(separator);
                append(buffer, value);
                separator = "\t";
            }
            buffer.append('\n');
            if (buffer.length() > COPY_BUFFER) {
                flush(copy, buffer);
                if (cancelRequested()) {
                    throw cancelled(sql);
                }
            }
        }
        flush(copy, buffer);
    }

    private static void append(StringBuilder buffer, String value) {
        if (value == null) {
            buffer.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    private static void flush(CopyIn copy, StringBuilder buffer) throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }
}
