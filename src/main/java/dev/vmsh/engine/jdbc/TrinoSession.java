package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.QueryProgress;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.TrinoWords;
import io.trino.jdbc.TrinoStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A session on Trino: a stream of single statements, each of which takes effect by itself. */
final class TrinoSession extends JdbcSession {
    /** Well below the million that a server takes by default. */
    private static final int INSERT_CHARACTERS = 400_000;

    private static final int END_CHECK_MILLIS = 200;
    private static final int END_CHECKS = 150;
    private static final String RUNNING = "state NOT IN ('FINISHED', 'FAILED')";

    /** Without those of operators, which are called by other signs. */
    private static final Pattern FUNCTION = Pattern.compile("[a-z][a-z0-9_]*");

    private final TrinoSettings settings;
    private final String origin;
    private final TrinoWatch watch;

    TrinoSession(
            Connection connection,
            TrinoSettings settings,
            String origin,
            TrinoWatch watch,
            Consumer<JdbcSession> onClose) {
        super(connection, new TrinoErrors(watch, settings), new TrinoValues(), onClose);
        this.settings = settings;
        this.origin = origin;
        this.watch = watch;
    }

    @Override
    void requireTransactions() {
        throw new EngineException(
                Cause.STATEMENT,
                "Trino's catalogs have no transactions over several statements that write",
                "Leave BEGIN and COMMIT out: each statement takes effect by itself",
                null,
                -1,
                null);
    }

    @Override
    void begin(String options) {
        // nothing begins, see the class
    }

    @Override
    void commit() {
        // every statement has taken effect
    }

    @Override
    void rollback() {
        // what took effect stays
    }

    @Override
    void sending(Statement statement) throws SQLException {
        watch.begin(statement);
        statement.unwrap(TrinoStatement.class).setProgressMonitor(watch::heard);
    }

    @Override
    void waiting(boolean now) {
        watch.waiting(now);
    }

    @Override
    void beforeQuery(Statement statement) {
        // results stream by themselves
    }

    @Override
    void confirmEnd(Statement statement, String sql) {
        // the driver throws where rows end by an error
    }

    @Override
    void afterQuery(boolean failed) {
        // nothing was prepared
    }

    @Override
    void ended() {
        watch.end();
    }

    @Override
    public void listen(Consumer<QueryProgress> listener) {
        watch.listen(listener);
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public List<Column> describe(String query) {
        try (Rows rows = query("SELECT * FROM (\n" + query + "\n) AS \"_described\" LIMIT 0")) {
            return normalized(rows.columns());
        }
    }

    private static List<Column> normalized(List<Column> columns) {
        return columns.stream()
                .map(column -> new Column(Dialect.TRINO.normalize(column.name(), true), column.type()))
                .toList();
    }

    @Override
    public Optional<List<Column>> columns(TableName relation) {
        return unlessMissing(() -> {
            List<Column> columns = new ArrayList<>();
            try (Rows rows = query("SHOW COLUMNS FROM " + relation.quoted())) {
                while (rows.next()) {
                    columns.add(new Column((String) rows.value(0), (String) rows.value(1)));
                }
            }
            return Optional.of(columns);
        });
    }

    /** What {@code question} gives, or empty where what it asks of is not there: that is an answer, and nothing is undone for it. */
    private <T> Optional<T> unlessMissing(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (EngineException e) {
            if (e.kind() == Cause.STATEMENT && e.getMessage().contains("does not exist")) {
                forgive(e);
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Map<TableName, RelationType> relations(Collection<String> schemas) {
        var relations = new TreeMap<TableName, RelationType>();
        if (schemas.isEmpty()) {
            return relations;
        }
        String in = schemas.stream().map(SqlLiteral::text).collect(Collectors.joining(", ", "(", ")"));
        try (Rows rows = query(
                "SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_schema IN "
                        + in)) {
            while (rows.next()) {
                relations.put(
                        TableName.of((String) rows.value(0), (String) rows.value(1)),
                        "VIEW".equals(rows.value(2)) ? RelationType.VIEW : RelationType.TABLE);
            }
        }
        return relations;
    }

    @Override
    public void createSchema(String schema) {
        String location = settings.location(schema);
        execute(TableDdl.createSchema(schema)
                + (location == null ? "" : " WITH (location = " + SqlLiteral.text(location) + ")"));
    }

    @Override
    public void refreshViews(TableName changed) {
        new TrinoViews(this).refresh(changed);
    }

    @Override
    public Optional<String> version(TableName table) {
        var references = new TableName(table.catalog(), table.schema(), table.name() + "$refs");
        return unlessMissing(() -> {
            try (Rows rows = query("SELECT snapshot_id FROM %s WHERE name = 'main'".formatted(references.quoted()))) {
                return rows.next() ? Optional.of(String.valueOf(rows.value(0))) : Optional.empty();
            }
        });
    }

    @Override
    public void restore(TableName table, String version) {
        if (!version(table).equals(Optional.of(version))) {
            execute("ALTER TABLE %s EXECUTE rollback_to_snapshot(%s)".formatted(table.quoted(), version));
        }
    }

    @Override
    public int endStatementsOf(String other) {
        List<String> running = running(other);
        int found = running.size();
        for (int checks = 0; !running.isEmpty(); checks++) {
            if (checks == END_CHECKS) {
                throw new EngineException(
                        Cause.TIMEOUT,
                        "queries of a session that is gone do not end: " + String.join(", ", running),
                        "Wait for them, or end them in the cluster's own console",
                        null,
                        -1,
                        null);
            }
            running.forEach(this::kill);
            pause();
            running = running(other);
        }
        return found;
    }

    private List<String> running(String other) {
        var ids = new ArrayList<String>();
        try (Rows rows = query("SELECT query_id FROM system.runtime.queries WHERE source = %s AND %s"
                .formatted(SqlLiteral.text(other), RUNNING))) {
            while (rows.next()) {
                ids.add((String) rows.value(0));
            }
        }
        return ids;
    }

    private void kill(String id) {
        try {
            execute("CALL system.runtime.kill_query(query_id => %s, message => 'the session that sent it is gone')"
                    .formatted(SqlLiteral.text(id)));
        } catch (EngineException e) {
            // it may just have ended, which the next look shows
            if (e.kind() != Cause.STATEMENT) {
                throw e;
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(END_CHECK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Cause.CANCELLED, "cancelled", "", null, -1, e);
        }
    }

    /** A function is told once for each list of types that it takes. */
    @Override
    public List<String> functions() {
        return names("SHOW FUNCTIONS").stream()
                .filter(name -> FUNCTION.matcher(name).matches())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<String> keywords() {
        return TrinoWords.keywords();
    }

    @Override
    public boolean holdsTemporaryObjects() {
        return false;
    }

    /** By INSERTs of many rows: each is one commit to the table. */
    @Override
    public long load(TableName table, List<Column> columns, Iterator<List<String>> rows) {
        String names =
                columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
        String casts = IntStream.range(0, columns.size())
                .mapToObj(at -> cast("c" + at, columns.get(at).type()))
                .collect(Collectors.joining(", "));
        String aliases =
                IntStream.range(0, columns.size()).mapToObj(at -> "c" + at).collect(Collectors.joining(", "));
        String before = "INSERT INTO %s (%s)\nSELECT %s FROM (VALUES ".formatted(table.quoted(), names, casts);
        String after = ") AS r (" + aliases + ")";
        long loaded = 0;
        var values = new StringBuilder();
        while (rows.hasNext()) {
            values.append(values.isEmpty() ? "" : ",\n")
                    .append(rows.next().stream()
                            .map(value -> value == null ? "CAST(NULL AS VARCHAR)" : SqlLiteral.text(value))
                            .collect(Collectors.joining(", ", "(", ")")));
            loaded++;
            if (values.length() > INSERT_CHARACTERS) {
                execute(before + values + after);
                values.setLength(0);
            }
        }
        if (!values.isEmpty()) {
            execute(before + values + after);
        }
        return loaded;
    }

    /** Text as other engines read it: a number may have blanks around it, a time a T in the middle and a Z at its end. */
    private static String cast(String value, String type) {
        if (type == null || type.toLowerCase(Locale.ROOT).startsWith("varchar")) {
            return value;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.equals("json")) {
            return "json_parse(" + value + ")";
        }
        String text = lower.startsWith("time")
                ? "regexp_replace(trim(%s), '^(\\d{4}-\\d\\d-\\d\\d)T([0-9:.]+)Z?$', '$1 $2')".formatted(value)
                : "trim(" + value + ")";
        return "CAST(%s AS %s)".formatted(text, type);
    }
}
