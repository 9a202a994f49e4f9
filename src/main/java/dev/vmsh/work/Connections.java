package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineFactory;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Config;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.GeneratedFiles;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.Project;
import dev.vmsh.project.ProjectSource;
import dev.vmsh.project.SeedSource;
import dev.vmsh.project.UnitTest;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateStoreFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a session works on: the project and, for each of its gateways, one engine and one state store, made when first asked for.
 * Safe for several threads.
 */
public final class Connections implements AutoCloseable {
    private final ProjectSource source;
    private final Supplier<String> root;
    private final EngineFactory engines;
    private final StateStoreFactory states;
    private final SqlParsers parsers;
    private final SeedSource seeds;
    private final Map<String, Opened> opened = new LinkedHashMap<>();
    /** By gateway; looked up once. */
    private final Map<String, Set<TableName>> leftOutButThere = new ConcurrentHashMap<>();

    private record Opened(Engine engine, Engine stateEngine, StateStore state) {}

    /** @param root absolute folder of the project; asked when it is first needed, as it may have to be found */
    public Connections(
            ProjectSource source,
            Supplier<String> root,
            EngineFactory engines,
            StateStoreFactory states,
            SqlParsers parsers,
            SeedSource seeds) {
        this.source = Objects.requireNonNull(source, "source");
        this.root = Objects.requireNonNull(root, "root");
        this.engines = Objects.requireNonNull(engines, "engines");
        this.states = Objects.requireNonNull(states, "states");
        this.parsers = Objects.requireNonNull(parsers, "parsers");
        this.seeds = Objects.requireNonNull(seeds, "seeds");
    }

    /** Absolute folder of the project. */
    public String root() {
        return root.get();
    }

    /** @throws dev.vmsh.problem.ProjectException if the configuration has faults */
    public Config config() {
        return source.config();
    }

    /**
     * The project as {@code gateway} sees it. What reads a model in Python that was left out stays if the warehouse has a table of that
     * model's name.
     *
     * @throws dev.vmsh.problem.ProjectException with every fault of its files
     */
    public Project project(String gateway) {
        Project loaded = source.load(gateway);
        if (loaded.leftOut().models().isEmpty()) {
            return loaded;
        }
        Set<TableName> there = leftOutButThere.computeIfAbsent(
                loaded.gateway().name(), name -> there(name, loaded.leftOut().models()));
        return there.isEmpty() ? loaded : source.load(gateway, there);
    }

    /** Those of {@code names} that are tables or views; none if the warehouse does not answer, which whoever needs it will be told. */
    private Set<TableName> there(String gateway, Set<TableName> names) {
        var schemas = new TreeSet<String>();
        names.stream().map(TableName::schema).filter(Objects::nonNull).forEach(schemas::add);
        try (EngineSession session = engine(gateway).open()) {
            var there = new TreeSet<>(session.relations(schemas).keySet());
            there.retainAll(names);
            return there;
        } catch (EngineException e) {
            return Set.of();
        }
    }

    /** @throws dev.vmsh.problem.ProjectException with every fault of the test files */
    public List<UnitTest> tests() {
        return source.tests();
    }

    /**
     * What writes into the project's folder.
     *
     * @throws UsageException if the project is not in a folder
     */
    GeneratedFiles generated() {
        return source.generated()
                .orElseThrow(() ->
                        new UsageException("this project has no folder to write to", "Open one with --project DIR"));
    }

    /** @throws UsageException if there is no gateway of that name */
    public Gateway gateway(String name) {
        Map<String, Gateway> gateways = config().gateways();
        Gateway gateway = gateways.get(name.toLowerCase(Locale.ROOT));
        if (gateway == null) {
            throw new UsageException(
                    "there is no gateway '%s'".formatted(name), "Gateways: " + String.join(", ", gateways.keySet()));
        }
        return gateway;
    }

    public Engine engine(String gateway) {
        return opened(gateway).engine();
    }

    public StateStore state(String gateway) {
        return opened(gateway).state();
    }

    /** A new engine for {@code gateway}'s unit tests: its test connection, else a DuckDB in memory. The caller closes it. */
    Engine testEngine(String gateway) {
        ConnectionSettings settings =
                gateway(gateway).testConnection().orElse(new ConnectionSettings("duckdb", Map.of()));
        return engines.create(settings, root());
    }

    /** Whether descriptions of models become comments in {@code gateway}'s warehouse. */
    boolean registersComments(String gateway) {
        return engine(gateway).traits().comments()
                && gateway(gateway).connection().flag("register_comments", true);
    }

    /** Marks in {@code gateway}'s warehouse; only of use if it does not keep its state itself. */
    WarehouseMarks marks(String gateway) {
        return new WarehouseMarks(gateway(gateway).stateSchema());
    }

    /** Reads SQL as {@code gateway}'s engine understands it. */
    public SqlReader reader(String gateway) {
        return new SqlReader(engine(gateway).dialect(), parsers);
    }

    /** Reads SQL of {@code dialect}. */
    public SqlReader reader(Dialect dialect) {
        return new SqlReader(dialect, parsers);
    }

    /** Turns models into SQL of {@code gateway}'s engine. */
    public ModelRenderer renderer(String gateway) {
        return renderer(engine(gateway).dialect());
    }

    /** Turns models into SQL of {@code target}, whatever they are written in. */
    ModelRenderer renderer(Dialect target) {
        return new ModelRenderer(dialect -> new SqlReader(dialect, target, parsers));
    }

    public SeedSource seeds() {
        return seeds;
    }

    /** How many models {@code gateway} may compute at the same time. */
    public int concurrentTasks(String gateway) {
        Engine engine = engine(gateway);
        return gateway(gateway)
                .connection()
                .number("concurrent_tasks", engine.traits().concurrentTasks());
    }

    /** Whether others are kept out of the state of {@code gateway} while it is read or written. */
    public boolean keepsOthersOut(String gateway) {
        Opened opened = opened(gateway);
        return (opened.stateEngine() == null ? opened.engine() : opened.stateEngine()).keepsOthersOut();
    }

    /** Lets go of what keeps other processes out; the next use takes it up again. */
    public synchronized void idle() {
        for (Opened each : opened.values()) {
            each.engine().release();
            if (each.stateEngine() != null) {
                each.stateEngine().release();
            }
        }
    }

    private synchronized Opened opened(String name) {
        Opened known = opened.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known; // without a look at the configuration, which is read from its files each time
        }
        Gateway gateway = gateway(name);
        return opened.computeIfAbsent(gateway.name(), key -> {
            Engine engine = engines.create(gateway.connection(), root());
            // a connection for state that leads to the warehouse itself is none: one database, one transaction
            Engine stateEngine = gateway.stateConnection()
                    .filter(settings -> !settings.equals(gateway.connection()))
                    .map(settings -> engines.create(settings, root()))
                    .orElse(null);
            return new Opened(engine, stateEngine, states.create(gateway, engine, stateEngine));
        });
    }

    @Override
    public synchronized void close() {
        for (Opened each : opened.values()) {
            each.state().close();
            if (each.stateEngine() != null) {
                each.stateEngine().close();
            }
            each.engine().close();
        }
        opened.clear();
    }
}
