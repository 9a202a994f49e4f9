package dev.vmsh.shell;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.project.Project;
import dev.vmsh.shell.completion.Metadata;
import dev.vmsh.shell.completion.Metadata.Naming;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import dev.vmsh.work.Connections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the names that completion knows: of the project, its state, and the database. For one thread. */
final class MetadataReader {
    private static final int PLANS = 50;

    /** Each is a question to the state: few people go back in more of them. */
    private static final int ENVIRONMENTS = 20;

    /** Git is a program to start, and branches come and go slowly. */
    private static final Duration BRANCHES_LAST = Duration.ofSeconds(30);

    private final Connections connections;
    private final NamedQueries queries;
    private final Map<String, Vocabulary> vocabularies = new HashMap<>();
    private List<String> branches = List.of();
    private long branchesReadAt;

    /** The words of an engine. */
    private record Vocabulary(List<String> functions, List<String> keywords) {}

    MetadataReader(Connections connections, NamedQueries queries) {
        this.connections = connections;
        this.queries = queries;
    }

    /** What is known in {@code session}. Takes as long as reading a project and asking a database. */
    Metadata read(Session session) {
        String gateway = session.gateway();
        Project project = connections.project(gateway);
        StateStore state = connections.state(gateway);
        Vocabulary vocabulary = vocabulary(gateway);
        var names = new EnumMap<Naming, List<String>>(Naming.class);
        List<EnvironmentName> environments = state.environmentNames();
        names.put(
                Naming.ENVIRONMENT,
                environments.stream().map(EnvironmentName::toString).toList());
        names.put(Naming.GATEWAY, List.copyOf(connections.config().gateways().keySet()));
        names.put(Naming.MODEL, SelectorNames.models(project));
        names.put(Naming.TAG, SelectorNames.tags(project));
        names.put(Naming.BRANCH, branches(project));
        names.put(Naming.PLAN, plans(state, session.environment()));
        names.put(Naming.QUERY, queries.names());
        names.put(Naming.FUNCTION, vocabulary.functions());
        names.put(Naming.KEYWORD, vocabulary.keywords());
        return new Metadata(names, plans(state, environments), tables(session, project, state));
    }

    private static Map<String, List<String>> plans(StateStore state, List<EnvironmentName> environments) {
        return environments.stream()
                .limit(ENVIRONMENTS)
                .collect(Collectors.toMap(EnvironmentName::toString, environment -> plans(state, environment)));
    }

    private static List<String> plans(StateStore state, EnvironmentName environment) {
        return state.log(environment, PLANS).stream()
                .map(entry -> entry.planId())
                .toList();
    }

    private Map<TableName, List<Column>> tables(Session session, Project project, StateStore state) {
        Map<TableName, List<Column>> tables = new HashMap<>(real(connections.engine(session.gateway())));
        Optional<Environment> environment = state.environment(session.environment());
        for (Pointer pointer : environment.map(Environment::pointers).orElse(List.of())) {
            List<Column> physical = pointer.table() == null ? null : tables.get(pointer.table());
            tables.put(pointer.model(), physical != null ? physical : List.of());
        }
        project.models().forEach((name, model) -> {
            if (tables.getOrDefault(name, List.of()).isEmpty()) {
                tables.put(name, model.facts().columns().orElse(List.of()));
            }
        });
        String stateSchema = connections.gateway(session.gateway()).stateSchema();
        tables.keySet()
                .removeIf(table -> table.schema() != null
                        && (table.schema().startsWith("sqlmesh__")
                                || table.schema().equals(stateSchema)));
        return tables;
    }

    private static Map<TableName, List<Column>> real(Engine engine) {
        var tables = new HashMap<TableName, List<Column>>();
        try (EngineSession connection = engine.open();
                Rows rows = connection.query("select table_catalog, table_schema, table_name, column_name, data_type"
                        + " from information_schema.columns where table_schema not in ('information_schema', 'pg_catalog')"
                        + " order by table_catalog, table_schema, table_name, ordinal_position")) {
            while (rows.next()) {
                TableName name =
                        new TableName(text(rows, 0), text(rows, 1), text(rows, 2)).relativeTo(engine.defaultCatalog());
                tables.computeIfAbsent(name, key -> new ArrayList<>()).add(new Column(text(rows, 3), text(rows, 4)));
            }
        }
        return tables;
    }

    /** Asked once for each gateway: an engine learns no words while it runs. */
    private Vocabulary vocabulary(String gateway) {
        return vocabularies.computeIfAbsent(gateway, name -> {
            try (EngineSession connection = connections.engine(name).open()) {
                return new Vocabulary(connection.functions(), connection.keywords());
            }
        });
    }

    private List<String> branches(Project project) {
        long now = System.nanoTime();
        if (branchesReadAt == 0 || now - branchesReadAt > BRANCHES_LAST.toNanos()) {
            branches = project.changedFiles().branches();
            branchesReadAt = now;
        }
        return branches;
    }

    private static String text(Rows rows, int column) {
        return String.valueOf(rows.value(column));
    }
}
