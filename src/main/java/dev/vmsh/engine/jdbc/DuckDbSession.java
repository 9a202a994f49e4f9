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
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/** A session on DuckDB. Results stream because the connection was opened so. */
final class DuckDbSession extends JdbcSession {
    private static final String STAGE = "vmsh_load";
    private static final JdbcValues VALUES = new DuckDbValues();
    private static final Pattern LINE = Pattern.compile("\\bLINE (\\d+):");

    DuckDbSession(Connection connection, Consumer<JdbcSession> onClose) {
        super(connection, new DuckDbErrors(), VALUES, onClose);
    }

    @Override
    void begin(String options) throws SQLException {
        run(("BEGIN TRANSACTION " + options).strip());
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

    /** In a transaction, for only that shows whether a result was cut off. */
    @Override
    void beforeQuery(Statement statement) throws SQLException {
        if (!inTransaction()) {
            run("BEGIN TRANSACTION");
        }
    }

    /** The driver ends a streaming result at an error as if it were complete; what remains of the error is the aborted transaction. */
    @Override
    void confirmEnd(Statement statement, String sql) throws SQLException {
        statement.close();
        try {
            run("SELECT 1");
        } catch (SQLException aborted) {
            throw inTransaction() ? cutOff(aborted) : reason(sql, aborted);
        }
    }

    private static SQLException cutOff(SQLException aborted) {
        return new SQLException(
                "the query failed while its rows were read; run it outside of a transaction to see why", aborted);
    }

    /** Runs the query once more for its error, without keeping its rows. */
    private SQLException reason(String sql, SQLException aborted) throws SQLException {
        run("ROLLBACK");
        run("BEGIN TRANSACTION");
        try {
            run("EXPLAIN ANALYZE\n" + sql);
        } catch (SQLException e) {
            String message = LINE.matcher(JdbcErrors.printable(e.getMessage()))
                    .replaceFirst(line -> "LINE " + (Integer.parseInt(line.group(1)) - 1) + ":");
            return new SQLException(message, e);
        }
        return cutOff(aborted);
    }

    @Override
    void afterQuery(boolean failed) throws SQLException {
        if (!inTransaction()) {
            run(failed ? "ROLLBACK" : "COMMIT");
        }
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
            List<Column> columns = JdbcRows.columns(statement.getMetaData(), VALUES);
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
                : "lower(database_name) = lower(%s) AND lower(schema_name) = lower(%s)"
                        .formatted(catalog(relation.catalog()), SqlLiteral.text(relation.schema()));
        var columns = new ArrayList<Column>();
        try (Rows rows = query("""
                SELECT column_name, data_type FROM duckdb_columns()
                WHERE %s AND lower(table_name) = lower(%s) ORDER BY database_name = 'temp' DESC, column_index""".formatted(where, SqlLiteral.text(relation.name())))) {
            while (rows.next()) {
                columns.add(new Column(Dialect.DUCKDB.normalize((String) rows.value(0), true), (String) rows.value(1)));
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
                WHERE database_name = current_database() AND lower(schema_name) IN %1$s AND NOT internal""".formatted(in))) {
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

    @Override
    public void followProgress() {
        try (Statement statement = connection().createStatement()) {
            statement.execute("SET enable_progress_bar = true");
            statement.execute("SET enable_progress_bar_print = false");
        } catch (SQLException e) {
            throw failed(e, "SET enable_progress_bar = true");
        }
    }

    /** DuckDB's own figure; 0 until it has one. */
    @Override
    OptionalDouble progress(Statement statement) {
        try {
            double percentage = statement
                    .unwrap(DuckDBPreparedStatement.class)
                    .getQueryProgress()
                    .getPercentage();
            return percentage > 0 ? OptionalDouble.of(Math.min(1, percentage / 100)) : OptionalDouble.empty();
        } catch (SQLException ended) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public List<String> functions() {
        return names(
                "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_name ~ '^[a-z][a-z0-9_]*$' ORDER BY 1");
    }

    @Override
    public List<String> keywords() {
        return names("SELECT keyword_name FROM duckdb_keywords() ORDER BY 1");
    }

    @Override
    public boolean holdsTemporaryObjects() {
        try (Rows rows = query("""
                SELECT 1 FROM duckdb_tables() WHERE temporary
                UNION ALL SELECT 1 FROM duckdb_views() WHERE temporary AND NOT internal""")) {
            return rows.next();
        }
    }

    @Override
    public List<Column> describe(String query) {
        List<Column> columns = super.describe(query);
        if (columns.stream().noneMatch(column -> "ENUM".equals(column.type()))) {
            return normalised(columns);
        }
        // the driver leaves an enum's values out; the engine's own description has them, for queries
        var described = new ArrayList<Column>();
        try (Rows rows = query("DESCRIBE " + query)) {
            while (rows.next()) {
                described.add(new Column((String) rows.value(0), (String) rows.value(1)));
            }
        }
        return normalised(described);
    }

    private static List<Column> normalised(List<Column> columns) {
        return columns.stream()
                .map(column -> new Column(Dialect.DUCKDB.normalize(column.name(), true), column.type()))
                .toList();
    }

    /**
     * Appends the text as it is to a temporary table, which is exact and fast, and lets the engine cast all of it at once. In a
     * transaction, so that a failure leaves no temporary table behind.
     */
    @Override
    public long load(TableName table, List<Column> columns, Iterator<List<String>> rows) {
        if (!rows.hasNext()) {
            return 0;
        }
        return transaction(() -> {
            execute("CREATE OR REPLACE TEMP TABLE %s (%s)"
                    .formatted(
                            STAGE,
                            IntStream.range(0, columns.size())
                                    .mapToObj(i -> "c" + i + " VARCHAR")
                                    .collect(Collectors.joining(", "))));
            stage(rows);
            String names = columns.stream()
                    .map(column -> TableName.quote(column.name()))
                    .collect(Collectors.joining(", "));
            long loaded =
                    execute("INSERT INTO %s (%s) SELECT * FROM temp.main.%s".formatted(table.quoted(), names, STAGE));
            execute("DROP TABLE temp.main." + STAGE);
            return loaded;
        });
    }

    private void stage(Iterator<List<String>> rows) {
        try {
            cancellable(() -> {}, () -> append(rows));
        } catch (SQLException e) {
            throw failed(e, null);
        }
    }

    private void append(Iterator<List<String>> rows) throws SQLException {
        try (DuckDBAppender appender =
                connection().unwrap(DuckDBConnection.class).createAppender("temp", "main", STAGE)) {
            while (rows.hasNext()) {
                if (cancelRequested()) {
                    throw cancelled(null);
                }
                appender.beginRow();
                for (String value : rows.next()) {
                    appender.append(value);
                }
                appender.endRow();
            }
        }
    }
}
