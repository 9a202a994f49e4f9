package dev.vmsh.shell;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.shell.completion.Metadata;
import dev.vmsh.shell.completion.Metadata.Naming;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at project, state and database on a thread of its own, so that nobody who types waits for them: the names that completion knows,
 * whether local files differ from the environment, and who else is at work in it.
 */
final class SessionWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration PARTING = Duration.ofSeconds(1);
    private static final int PLANS = 50;

    private final Connections connections;
    private final CurrentSession session;
    private final PlanService plans;
    private final Identity identity;
    private final Presence presence;
    private final NamedQueries queries;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "session-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, List<String>> functions = new ConcurrentHashMap<>();
    private Future<?> underWay = CompletableFuture.completedFuture(null);
    private volatile Seen seen = new Seen(Metadata.EMPTY, "", "", false, Optional.empty(), List.of());

    /** What the last look showed, and of which gateway and environment. */
    private record Seen(
            Metadata metadata,
            String gateway,
            String environment,
            boolean changed,
            Optional<String> lockedBy,
            List<String> others) {}

    SessionWatch(
            Connections connections,
            CurrentSession session,
            PlanService plans,
            Identity identity,
            Presence presence,
            NamedQueries queries) {
        this.connections = connections;
        this.session = session;
        this.plans = plans;
        this.identity = identity;
        this.presence = presence;
        this.queries = queries;
    }

    /** The names that are known now. */
    Metadata metadata() {
        return seen.metadata();
    }

    /**
     * The session's prompt, with what is known of its environment.
     *
     * @param transaction whether one is open
     */
    Prompt prompt(boolean transaction) {
        Session now = session.get();
        String environment = now.environment().toString();
        Seen last = seen;
        boolean same =
                last.gateway().equals(now.gateway()) && last.environment().equals(environment);
        return new Prompt(
                now.gateway(),
                environment,
                now.environment().isProd(),
                same && last.changed(),
                same ? last.lockedBy() : Optional.empty(),
                same ? last.others() : List.of(),
                transaction);
    }

    /**
     * Looks again by itself when the project's files change, and says so when that changes the prompt.
     *
     * @param changed told on the thread that looks
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the background
    void follow(ProjectFiles files, Runnable changed) {
        background.scheduleWithFixedDelay(
                () -> {
                    presence.stillHere();
                    if (files.changed()) {
                        Prompt before = prompt(false);
                        look();
                        if (!prompt(false).equals(before)) {
                            changed.run();
                        }
                    }
                },
                POLL.toMillis(),
                POLL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Does {@code work} behind what is typed, before the next look. */
    void behind(Runnable work) {
        background.execute(work);
    }

    /** Looks again, unless that is under way. Returns at once. */
    void refresh() {
        if (underWay.isDone()) {
            underWay = background.submit(this::look);
        }
    }

    /**
     * Gives the look that is under way a moment to end, so that the next prompt is true where that costs nothing.
     *
     * @return what went wrong with it, if it was a fault of vmsh's own
     */
    Optional<Throwable> settle() {
        try {
            underWay.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            underWay = CompletableFuture.completedFuture(null);
            return Optional.of(e.getCause());
        } catch (TimeoutException stillLooking) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void look() {
        Session now = session.get();
        Metadata metadata = seen.metadata();
        boolean changed = false;
        Optional<String> lockedBy = Optional.empty();
        List<String> others = List.of();
        try {
            metadata = names(now);
            seen = new Seen(metadata, now.gateway(), now.environment().toString(), false, Optional.empty(), others);
            lockedBy = lockedBy(now);
            others = others(now);
            changed = !plans.propose(now.gateway(), PlanRequest.of(now.environment()))
                    .changes()
                    .isEmpty();
        } catch (VmshException notNow) {
            // A project with faults, or a database that does not answer: whoever runs a command is told.
            lockedBy = Optional.empty();
        } finally {
            seen = new Seen(metadata, now.gateway(), now.environment().toString(), changed, lockedBy, others);
            connections.idle();
        }
    }

    /** Shows this shell to the others, if it may write, and finds them. */
    private List<String> others(Session now) {
        if (!now.rules().readOnly()) {
            presence.enter(now.gateway(), now.environment());
        }
        return presence.others(now.gateway(), now.environment()).stream()
                .map(Presence.Shell::user)
                .toList();
    }

    private Optional<String> lockedBy(Session now) {
        StateStore state = connections.state(now.gateway());
        String environment = now.environment().identifier();
        return state.leases().stream()
                .filter(lease -> lease.environment().equals(environment) && !lease.isByShell())
                .filter(lease -> lease.holder().pid() != identity.pid()
                        || !lease.holder().host().equals(identity.host()))
                .map(lease -> lease.holder().user() + " " + lease.holder().doing())
                .findFirst();
    }

    private Metadata names(Session now) {
        Map<TableName, Model> models = connections.project(now.gateway()).models();
        StateStore state = connections.state(now.gateway());
        List<String> environments =
                state.environmentNames().stream().map(EnvironmentName::toString).toList();
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
        tables.keySet()
                .removeIf(table -> table.schema() != null
                        && (table.schema().startsWith("sqlmesh__")
                                || table.schema().equals(stateSchema)));
        List<String> plans = state.log(now.environment(), PLANS).stream()
                .map(entry -> entry.planId())
                .toList();
        return new Metadata(
                Map.of(
                        Naming.ENVIRONMENT, environments,
                        Naming.GATEWAY,
                                List.copyOf(connections.config().gateways().keySet()),
                        Naming.MODEL,
                                models.keySet().stream()
                                        .map(TableName::toString)
                                        .sorted()
                                        .toList(),
                        Naming.PLAN, plans,
                        Naming.QUERY, queries.names(),
                        Naming.FUNCTION, functions(now.gateway())),
                tables);
    }

    /** Asked once for each gateway: an engine learns nothing new while it runs. */
    private List<String> functions(String gateway) {
        return functions.computeIfAbsent(gateway, name -> {
            try (EngineSession connection = connections.engine(name).open()) {
                return connection.functions();
            }
        });
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

    private static String text(Rows rows, int column) {
        return String.valueOf(rows.value(column));
    }

    @Override
    public void close() {
        background.shutdownNow();
        try {
            // What it has open is closed next, by somebody else.
            if (background.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS)) {
                presence.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
