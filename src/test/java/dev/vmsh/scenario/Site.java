package dev.vmsh.scenario;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateStoreFactory;
import dev.vmsh.state.jdbc.JdbcStateStores;
import dev.vmsh.work.Applier;
import dev.vmsh.work.CleanUp;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.RollbackService;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services at work on one random project, its clock, and a look at what they left in the state and in the warehouse. */
final class Site implements AutoCloseable {
    static final String GATEWAY = "main";

    private static final Set<String> VALIDITY = Set.of("valid_from", "valid_to");

    final MovingClock clock = new MovingClock(Instant.parse("2024-01-08T06:00:00Z"));
    final PlanService plans;
    final Applier applier;
    final CleanUp cleanUp;
    final RollbackService rollbacks;
    private final Connections connections;

    Site(Path folder, Place place) {
        var parsers = new SqlParsers(new DuckDbParser());
        var loader = new ProjectLoader(List.of(folder), Map.of(), folder, parsers, Map.of(), false);
        var identity = new Identity("alice", "desk", 1);
        StateStoreFactory states = place instanceof Places.Memory memory && !memory.recorded()
                ? (gateway, warehouse, stateEngine) -> new MemoryStore(warehouse, clock)
                : new JdbcStateStores("test");
        connections = new Connections(loader, folder::toString, new JdbcEngines(), states, parsers, new SeedReader());
        plans = new PlanService(connections, clock);
        applier = new Applier(connections, identity, clock);
        cleanUp = new CleanUp(connections, identity, clock);
        rollbacks = new RollbackService(connections, clock);
    }

    StateStore state() {
        return connections.state(GATEWAY);
    }

    /** How many days are over. */
    int today() {
        return Days.number(clock.instant());
    }

    Optional<Environment> environment(EnvironmentName name) {
        return state().environment(name);
    }

    /** The environment, unless it is too old to count. */
    Optional<Environment> live(EnvironmentName name) {
        return environment(name).filter(environment -> !environment.expired(clock.instant()));
    }

    /** By model; none if there is no such environment. */
    static Map<String, Pointer> pointers(Optional<Environment> environment) {
        var pointers = new HashMap<String, Pointer>();
        environment.ifPresent(found ->
                found.pointers().forEach(pointer -> pointers.put(pointer.model().name(), pointer)));
        return pointers;
    }

    IntervalSet intervals(TableName table) {
        return state().intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
    }

    Set<TableName> views(EnvironmentName name) {
        String schema = name.isProd() ? "s" : "s__" + name.identifier();
        try (EngineSession session = connections.engine(GATEWAY).open()) {
            return session.relations(List.of(schema)).keySet();
        }
    }

    /** What is in each relation: the names of the columns, then its rows in the order of their text. */
    Map<TableName, List<String>> lines(List<TableName> relations) {
        var lines = new HashMap<TableName, List<String>>();
        try (EngineSession session = connections.engine(GATEWAY).open()) {
            session.transaction(() -> {
                relations.forEach(relation -> lines.put(relation, lines(session, relation)));
                return null;
            });
        }
        return lines;
    }

    /** Of a history, what is valid now. */
    private static List<String> lines(EngineSession session, TableName relation) {
        try (Rows rows = session.query("SELECT * FROM " + relation.quoted())) {
            var lines = new ArrayList<String>();
            var names =
                    new ArrayList<>(rows.columns().stream().map(Column::name).toList());
            int validTo = names.indexOf("valid_to");
            names.removeAll(VALIDITY);
            while (rows.next()) {
                if (validTo >= 0 && rows.value(validTo) != null) {
                    continue;
                }
                var cells = new ArrayList<String>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    if (!VALIDITY.contains(rows.columns().get(i).name())) {
                        cells.add(String.valueOf(rows.value(i)));
                    }
                }
                lines.add(String.join(",", cells));
            }
            lines.sort(null);
            lines.add(0, String.join(",", names));
            return lines;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
