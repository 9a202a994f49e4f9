package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.project.files.DemoProject;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.shell.ProcessIo;
import dev.vmsh.shell.Vmsh;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.state.jdbc.JdbcStateStores;
import dev.vmsh.work.Applier;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import dev.vmsh.work.PlanService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Someone at work on a project in a folder of its own: writes files, types commands, and looks into the warehouse past vmsh. */
public final class Desk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SqlParsers PARSERS = new SqlParsers(new DuckDbParser());

    private final Path folder;
    private final Place place;
    private final String user;
    private final long process;
    private Instant now;

    /** @param settings YAML that follows the gateway and the model defaults in the configuration */
    public Desk(Path folder, Place place, Instant now, String settings) {
        this(folder, place, "alice", ProcessHandle.current().pid(), now);
        configure("", settings);
    }

    /**
     * Writes the configuration anew.
     *
     * @param connection more YAML for the gateway's connection, indented by six spaces
     * @param settings YAML that follows the gateway and the model defaults
     */
    public Desk configure(String connection, String settings) {
        String gateway = place.gatewaySettings(folder);
        int end = gateway.indexOf("    state_connection:");
        String own = end < 0 ? gateway : gateway.substring(0, end);
        String state = end < 0 ? "" : gateway.substring(end);
        return file("config.yaml", """
                gateways:
                  main:
                %smodel_defaults:
                  dialect: %s
                  start: '2024-01-01'
                %s""".formatted(own + connection + state, place.dialect(), settings));
    }

    private Desk(Path folder, Place place, String user, long process, Instant now) {
        this.folder = folder;
        this.place = place;
        this.user = user;
        this.process = process;
        this.now = now;
    }

    /** Somebody at the project that is in {@code folder} already; looks nowhere past vmsh. */
    public static Desk in(Path folder, String user) {
        return new Desk(folder, null, user, ProcessHandle.current().pid(), Instant.now());
    }

    /** Someone else, with the same files and the same warehouse. */
    public Desk colleague(String name) {
        return new Desk(folder, place, name, process, now);
    }

    /** The same person in another process of the same machine. */
    public Desk process(long id) {
        return new Desk(folder, place, user, id, now);
    }

    // ---- files

    public Desk file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, place.spelled(text));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Desk delete(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the model {@code s.NAME}; {@code header} is what its MODEL block says besides the name. */
    public Desk model(String name, String header, String query) {
        return file("models/" + name + ".sql", "MODEL (name s.%s, %s);\n%s\n".formatted(name, header, query));
    }

    /** Writes the model {@code s.NAME} of the kind FULL. */
    public Desk full(String name, String query) {
        return model(name, "kind FULL", query);
    }

    public Desk remove(String name) {
        return delete("models/" + name + ".sql");
    }

    public Desk at(String instant) {
        now = Instant.parse(instant.length() == 10 ? instant + "T00:00:00Z" : instant);
        return this;
    }

    // ---- commands

    /** What a command answered. */
    public record Answer(int code, String out, String err) {}

    /** Types one command and leaves. */
    public Answer type(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var io = new ProcessIo(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(out),
                new PrintWriter(err),
                () -> false,
                () -> false,
                Map.of(),
                folder);
        var edges = new Vmsh.Edges(
                (roots, variables, skipPython) ->
                        new ProjectLoader(roots, Map.of(), folder, PARSERS, variables, skipPython),
                new JdbcEngines(),
                new JdbcStateStores("test"),
                PARSERS,
                new SeedReader(),
                new Identity(user, "desk", process),
                new DemoProject()::writeTo,
                (names, completion, coloured) -> {
                    throw new UnsupportedOperationException("nobody types here");
                },
                Clock.fixed(now, ZoneOffset.UTC),
                "test");
        int code = new Vmsh(io, edges).run(List.of(arguments));
        return new Answer(code, out.toString(), err.toString());
    }

    /** Types one command that must succeed, and reads its answer as JSON. */
    public JsonNode json(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--format", "json"));
        Answer answer = type(words.toArray(String[]::new));
        assertThat(answer.code())
                .as("%s%n%s%n%s", words, answer.err(), answer.out())
                .isZero();
        try {
            return JSON.readTree(answer.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + answer.out(), e);
        }
    }

    /** Types one command and reads its answer as JSON, whatever its exit code. */
    public JsonNode look(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--format", "json"));
        Answer answer = type(words.toArray(String[]::new));
        try {
            return JSON.readTree(answer.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + answer.out() + answer.err(), e);
        }
    }

    /** Plans and applies. */
    public PlanAnswer plan(String environment, String... options) {
        return planned("--auto-apply", environment, options);
    }

    /** Plans, changing nothing. */
    public PlanAnswer explain(String environment, String... options) {
        return planned("--explain", environment, options);
    }

    private PlanAnswer planned(String how, String environment, String... options) {
        var words = new ArrayList<>(List.of("plan", environment, how));
        words.addAll(List.of(options));
        return new PlanAnswer(json(words.toArray(String[]::new)));
    }

    /** Plans and applies, which must fail. */
    public Answer planFails(String environment, String... options) {
        var words = new ArrayList<>(List.of("plan", environment, "--auto-apply"));
        words.addAll(List.of(options));
        Answer answer = type(words.toArray(String[]::new));
        assertThat(answer.code()).as("%s%n%s", words, answer.out()).isNotZero();
        return answer;
    }

    /** Runs what is due. */
    public PlanAnswer run(String environment, String... options) {
        var words = new ArrayList<>(List.of("run", environment));
        words.addAll(List.of(options));
        return new PlanAnswer(json(words.toArray(String[]::new)));
    }

    /** The rooms behind the commands, for what one command line cannot do: two plans made before either is applied. */
    public record Rooms(Connections connections, PlanService plans, Applier applier) implements AutoCloseable {
        public Plan propose(String environment) {
            return plans.propose("main", PlanRequest.of(EnvironmentName.of(environment)));
        }

        public void apply(Plan plan) {
            applier.apply("main", plan, Duration.ZERO, event -> {});
        }

        /** Sends a statement to the warehouse as it is. */
        public void execute(String sql) {
            try (EngineSession session = connections.engine("main").open()) {
                session.execute(sql);
            }
        }

        @Override
        public void close() {
            connections.close();
        }
    }

    public Rooms rooms() {
        var connections = new Connections(
                new ProjectLoader(List.of(folder), Map.of(), folder, PARSERS, Map.of(), false),
                folder::toString,
                new JdbcEngines(),
                new JdbcStateStores("test"),
                PARSERS,
                new SeedReader());
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Rooms(
                connections,
                new PlanService(connections, clock),
                new Applier(connections, new Identity(user, "desk", 1), clock));
    }

    // ---- the warehouse, past vmsh

    public void execute(String sql) {
        try (Connection connection = place.connect(folder);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Sends a statement to the database that keeps the state. */
    public void inState(String sql) {
        try (Connection connection = place.connectToState(folder);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Rows as text, cells separated by commas, in the order of the text. */
    public List<String> rows(String query) {
        try (Connection connection = place.connect(folder)) {
            return rows(connection, query);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** As {@link #rows(String)}, in the database that keeps the state. */
    public List<String> rowsInState(String query) {
        try (Connection connection = place.connectToState(folder)) {
            return rows(connection, query);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(result.getString(i));
                }
                rows.add(String.join(",", cells));
            }
            rows.sort(null);
            return rows;
        }
    }

    /** Physical tables and views of the models in schema {@code s}, without their schema. */
    public Set<String> physical() {
        return names("sqlmesh__s");
    }

    /** Names of the tables and views of a schema. */
    public Set<String> names(String schema) {
        return new TreeSet<>(
                rows("select table_name from information_schema.tables where table_schema = '" + schema + "'"));
    }

    /** The physical table behind each model of an environment, by name without schema. */
    public Map<String, String> tables(String environment, String... models) {
        var tables = new TreeMap<String, String>();
        for (String model : models) {
            tables.put(model, table(environment, model));
        }
        return tables;
    }

    /** The physical table behind the model {@code s.NAME} of an environment, without its schema. */
    public String table(String environment, String model) {
        JsonNode answer = json("table_name", "s." + model, "--env", environment);
        String name =
                (answer.isArray() ? answer.get(0) : answer).findPath("table").asText();
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }

    /** An environment as {@code environments} lists it; null if it does not. */
    public JsonNode environment(String name) {
        for (JsonNode environment : json("environments")) {
            if (environment.get("name").asText().equals(name)) {
                return environment;
            }
        }
        return null;
    }
}
