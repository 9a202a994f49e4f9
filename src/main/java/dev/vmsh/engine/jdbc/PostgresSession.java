package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A session on PostgreSQL. The driver reads a result in pieces only inside a transaction, so a lone query gets one of its own. */
final class PostgresSession extends JdbcSession {
    private static final int FETCH = 1_000;
    private static final int COPY_BUFFER = 64 * 1024;

    private final String database;

    PostgresSession(Connection connection, String database, Consumer<JdbcSession> onClose) {
        super(connection, new PostgresErrors(), new PostgresValues(), onClose);
        this.database = database;
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
        try (Rows rows = query("""
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
        try (Rows rows = query("""
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

    private static RelationType type(String kind) {
        return switch (kind) {
            case "v" -> RelationType.VIEW;
            case "m" -> RelationType.MATERIALIZED_VIEW;
            default -> RelationType.TABLE;
        };
    }

    @Override
    public boolean holdsTemporaryObjects() {
        try (Rows rows = query("SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace = pg_my_temp_schema() LIMIT 1")) {
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
