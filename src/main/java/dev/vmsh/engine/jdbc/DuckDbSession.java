package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A session on DuckDB. Results stream because the connection was opened so. */
final class DuckDbSession extends JdbcSession {
    private static final String STAGE = "vmsh_load";

    DuckDbSession(Connection connection, Consumer<JdbcSession> onClose) {
        super(connection, new DuckDbErrors(), new DuckDbValues(), onClose);
    }

    @Override
    void begin() throws SQLException {
        run("BEGIN TRANSACTION");
    }

    /** DuckDB turns the COMMIT of an aborted transaction into a rollback without a word, but refuses every other statement in it. */
    @Override
    void commit() throws SQLException {
        run("SELECT 1");
        run("COMMIT");
    }

    @Override
    void rollback() throws SQLException {
        run("ROLLBACK");
    }

    @Override
    void beforeQuery(Statement statement) {
        // streaming is a property of the connection
    }

    @Override
    void afterQuery(boolean failed) {
        // nothing was changed for the query
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Asks for the shape of a query over the relation, which takes the same time in any database; the list of all columns takes longer
     * with every table. Only that list knows relations that cannot be read, and the values of an ENUM.
     */
    @Override
    public Optional<List<Column>> columns(TableName relation) {
        try (PreparedStatement statement = connection().prepareStatement("SELECT * FROM " + relation.quoted())) {
            List<Column> columns = JdbcRows.columns(statement.getMetaData());
            return columns.stream().anyMatch(column -> column.type().contains("ENUM"))
                    ? listedColumns(relation)
                    : Optional.of(columns.stream()
                            .map(column -> new Column(Dialect.DUCKDB.normalize(column.name(), true), column.type()))
                            .toList());
        } catch (SQLException e) {
            return listedColumns(relation); // there is no such relation, unless the list has it
        }
    }

    private Optional<List<Column>> listedColumns(TableName relation) {
        String where = relation.schema() == null
                ? "((database_name = current_database() AND schema_name = current_schema()) OR database_name = 'temp')"
                : "database_name = %s AND lower(schema_name) = lower(%s)"
                        .formatted(catalog(relation.catalog()), SqlLiteral.text(relation.schema()));
        var columns = new ArrayList<Column>();
        try (Rows rows = query("""
                SELECT column_name, data_type FROM duckdb_columns()
                WHERE %s AND lower(table_name) = lower(%s) ORDER BY database_name = 'temp' DESC, column_index"""
                .formatted(where, SqlLiteral.text(relation.name())))) {
            while (rows.next()) {
                columns.add(new Column(
                        Dialect.DUCKDB.normalize((String) rows.value(0), true), (String) rows.value(1)));
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    private static String catalog(String name) {
        return name == null ? "current_database()" : SqlLiteral.text(name);
    }

    @Override
    public Map<TableName, RelationType> relations(Collection<String> schemas) {
        var relations = new TreeMap<TableName, RelationType>();
        if (schemas.isEmpty()) {
            return relations;
        }
        String in = schemas.stream()
                .map(schema -> "lower(" + SqlLiteral.text(schema) + ")")
                .collect(Collectors.joining(", ", "(", ")"));
        try (Rows rows = query("""
                SELECT schema_name, table_name, false FROM duckdb_tables()
                WHERE database_name = current_database() AND lower(schema_name) IN %1$s
                UNION ALL
                SELECT schema_name, view_name, true FROM duckdb_views()
                WHERE database_name = current_database() AND lower(schema_name) IN %1$s AND NOT internal"""
                .formatted(in))) {
            while (rows.next()) {
                relations.put(
                        TableName.of(
                                Dialect.DUCKDB.normalize((String) rows.value(0), true),
                                Dialect.DUCKDB.normalize((String) rows.value(1), true)),
                        Boolean.TRUE.equals(rows.value(2)) ? RelationType.VIEW : RelationType.TABLE);
            }
        }
        return relations;
    }

    /**
     * Appends the text as it is to a temporary table, which is exact and fast, and lets the engine cast all of it at once.
     * What a failure leaves there is replaced by the next load and gone with the session.
     */
    @Override
    public long load(TableName table, List<Column> columns, Iterator<List<String>> rows) {
        if (!rows.hasNext()) {
            return 0;
        }
        String stage = "temp.main." + STAGE;
        var declared = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            declared.add("c" + i + " VARCHAR");
        }
        execute("CREATE OR REPLACE TEMP TABLE %s (%s)".formatted(STAGE, String.join(", ", declared)));
        append(rows);
        String names =
                columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
        long loaded = execute("INSERT INTO %s (%s) SELECT * FROM %s".formatted(table.quoted(), names, stage));
        execute("DROP TABLE " + stage);
        return loaded;
    }

    private void append(Iterator<List<String>> rows) {
        try (DuckDBAppender appender =
                connection().unwrap(DuckDBConnection.class).createAppender("temp", "main", STAGE)) {
            while (rows.hasNext()) {
                appender.beginRow();
                for (String value : rows.next()) {
                    appender.append(value);
                }
                appender.endRow();
            }
        } catch (SQLException e) {
            throw failed(e, null);
        }
    }
}
