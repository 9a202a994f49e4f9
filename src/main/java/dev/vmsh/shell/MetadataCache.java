package dev.vmsh.shell;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.shell.completion.Metadata;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import dev.vmsh.work.Connections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the names that completion knows up to date on a thread of its own, so that nobody who types waits for a database. */
final class MetadataCache implements AutoCloseable {
    private final Connections connections;
    private final CurrentSession session;
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "metadata");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Metadata metadata = Metadata.EMPTY;

    MetadataCache(Connections connections, CurrentSession session) {
        this.connections = connections;
        this.session = session;
    }

    /** What is known now. */
    Metadata get() {
        return metadata;
    }

    /** Looks again, soon; returns at once. */
    void refresh() {
        if (underWay.compareAndSet(false, true)) {
            background.execute(() -> {
                try {
                    metadata = look();
                } catch (VmshException unreachable) {
                    // Whoever runs a statement is told what is wrong; completion goes on with what it knows.
                    metadata = withoutDatabase();
                } finally {
                    underWay.set(false);
                }
            });
        }
    }

    private Metadata withoutDatabase() {
        try {
            List<String> gateways = List.copyOf(connections.config().gateways().keySet());
            return new Metadata(metadata.environments(), gateways, metadata.models(), metadata.tables());
        } catch (VmshException noProject) {
            return metadata;
        }
    }

    private Metadata look() {
        Session now = session.get();
        Map<TableName, Model> models = connections.project(now.gateway()).models();
        StateStore state = connections.state(now.gateway());
        List<String> environments =
                state.environments().stream().map(each -> each.name().toString()).toList();
        Map<TableName, List<Column>> tables = new HashMap<>(real(connections.engine(now.gateway())));
        Optional<Environment> environment = state.environment(now.environment());
        for (Pointer pointer : environment.map(Environment::pointers).orElse(List.of())) {
            List<Column> physical = pointer.table() == null ? null : tables.get(pointer.table());
            tables.put(pointer.model(), physical != null ? physical : List.of());
        }
        models.forEach((name, model) -> {
            if (tables.getOrDefault(name, List.of()).isEmpty()) {
                tables.put(name, model.facts().columns().orElse(List.of()));
            }
        });
        String stateSchema = connections.gateway(now.gateway()).stateSchema();
        tables.keySet().removeIf(table -> table.schema() != null
                && (table.schema().startsWith("sqlmesh__") || table.schema().equals(stateSchema)));
        return new Metadata(
                environments,
                List.copyOf(connections.config().gateways().keySet()),
                models.keySet().stream().map(TableName::toString).sorted().toList(),
                tables);
    }

    private static Map<TableName, List<Column>> real(Engine engine) {
        var tables = new HashMap<TableName, List<Column>>();
        try (EngineSession connection = engine.open();
                Rows rows = connection.query("select table_catalog, table_schema, table_name, column_name, data_type"
                        + " from information_schema.columns where table_schema not in ('information_schema', 'pg_catalog')"
                        + " order by table_catalog, table_schema, table_name, ordinal_position")) {
            while (rows.next()) {
                TableName name = new TableName(text(rows, 0), text(rows, 1), text(rows, 2)).relativeTo(engine.defaultCatalog());
                tables.computeIfAbsent(name, key -> new ArrayList<>()).add(new Column(text(rows, 3), text(rows, 4)));
            }
        }
        return tables;
    }

    private static String text(Rows rows, int column) {
        return String.valueOf(rows.value(column));
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
