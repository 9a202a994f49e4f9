package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.Rewritten;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.Statement;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.TableReference;
import dev.vmsh.state.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the names of one statement through the pointers of the session's environment. {@code env.schema.table} and
 * {@code schema.table@env} bind a name to another environment; a catalog that is really there wins over the first form. Names of no
 * model stay as they are. Single use; reads state and engine, changes nothing.
 */
final class NameResolver {
    private final Engine engine;
    private final StateStore state;
    private final SqlReader reader;
    private final EnvironmentName session;
    private final Map<EnvironmentName, Optional<Environment>> environments = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    NameResolver(Engine engine, StateStore state, SqlReader reader, EnvironmentName session) {
        this.engine = engine;
        this.state = state;
        this.reader = reader;
        this.session = session;
    }

    /** @throws UsageException if a name is bound to an environment that does not exist or does not have the model */
    ResolvedSql resolve(String sql) {
        Statement statement = reader.statement(sql);
        Rewritten rewritten;
        try {
            rewritten = reader.replaceReferences(sql, this::replacement);
        } catch (SqlException e) {
            rewritten = new Rewritten(sql, List.of());
            if (statement.verb() != Statement.Verb.SESSION) {
                notes.add("names were not mapped to " + session + ": the statement goes out as typed (" + e.getMessage()
                        + ")");
            }
        }
        return new ResolvedSql(statement, rewritten, new ArrayList<>(notes));
    }

    private Optional<Replacement> replacement(TableReference reference) {
        if (reference.environment().isPresent()) {
            Environment bound = named(reference.environment().get());
            return Optional.of(replacement(require(bound, reference.name())));
        }
        if (reference.written()) {
            return Optional.empty();
        }
        TableName name = reference.name().relativeTo(engine.defaultCatalog());
        if (name.catalog() != null) {
            return bySchemaOfEnvironment(name);
        }
        Optional<Environment> current = environment(session);
        Optional<Pointer> pointer = current.flatMap(each -> each.pointer(name));
        if (pointer.isEmpty()) {
            warnIfModelElsewhere(name, current.isPresent());
        }
        return pointer.flatMap(this::unlessItself);
    }

    /** A name that is a model in another environment would quietly read prod's view: nobody who works in dev means that. */
    private void warnIfModelElsewhere(TableName name, boolean sessionExists) {
        if (!state.models().contains(name)) {
            return;
        }
        Optional<EnvironmentName> elsewhere = state.environments().stream()
                .filter(each -> each.pointer(name)
                        .filter(pointer -> !name.equals(pointer.table()))
                        .isPresent())
                .map(Environment::name)
                .findFirst();
        if (elsewhere.isEmpty()) {
            return;
        }
        if (!sessionExists) {
            throw new UsageException(
                    "there is no environment '%s' yet, so %s has no table there".formatted(session, name),
                    "Type 'plan %s' first, or write %s@%s".formatted(session.typed(), name, elsewhere.get()));
        }
        notes.add("%s is no model of %s: it is read as the table of that name".formatted(name, session));
    }

    /** {@code dev.analytics.orders}: an environment's name stands where a catalog's would. */
    private Optional<Replacement> bySchemaOfEnvironment(TableName name) {
        Optional<Environment> bound = EnvironmentNames.parse(name.catalog()).flatMap(this::environment);
        Optional<Pointer> direct = environment(session).flatMap(current -> current.pointer(name));
        if (direct.isPresent() || bound.isEmpty()) {
            return direct.flatMap(this::unlessItself);
        }
        if (catalogExists(name.catalog())) {
            notes.add("'%s' is a catalog here; for the environment write %s@%s"
                    .formatted(name.catalog(), TableName.of(name.schema(), name.name()), name.catalog()));
            return Optional.empty();
        }
        return Optional.of(replacement(require(bound.get(), TableName.of(name.schema(), name.name()))));
    }

    private boolean catalogExists(String catalog) {
        String literal = "'" + catalog.replace("'", "''") + "'";
        try (EngineSession connection = engine.open();
                Rows rows =
                        connection.query("select 1 from information_schema.schemata where lower(catalog_name) = lower("
                                + literal + ") limit 1")) {
            return rows.next();
        }
    }

    private Environment named(String text) {
        EnvironmentName name = EnvironmentName.of(text);
        return environment(name).orElseThrow(() -> EnvironmentNames.unknown(name, state.environmentNames()));
    }

    /** The pointer of {@code model}; a name without a schema finds the only model of that name. */
    private Pointer require(Environment environment, TableName model) {
        TableName name = model.relativeTo(engine.defaultCatalog());
        Optional<Pointer> exact = environment.pointer(name);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<Pointer> same = environment.pointers().stream()
                .filter(pointer ->
                        name.schema() == null && pointer.model().name().equals(name.name()))
                .toList();
        if (same.size() == 1) {
            return same.get(0);
        }
        if (same.size() > 1) {
            throw new UsageException(
                    "'%s' is ambiguous in %s".formatted(name, environment.name()),
                    "Write one of: "
                            + same.stream().map(p -> p.model().toString()).collect(Collectors.joining(", ")));
        }
        throw new UsageException(
                "the environment %s has no model %s".formatted(environment.name(), name),
                "Type 'use env %s' and 'models' to see what is there".formatted(environment.name()));
    }

    /** Nothing to replace where the pointer is the name itself, as for external tables. */
    private Optional<Replacement> unlessItself(Pointer pointer) {
        return pointer.model().equals(pointer.table()) ? Optional.empty() : Optional.of(replacement(pointer));
    }

    private Replacement replacement(Pointer pointer) {
        if (pointer.table() != null) {
            return new Replacement.Table(pointer.table());
        }
        String query = Optional.ofNullable(
                        state.snapshots(List.of(pointer.snapshot())).get(pointer.snapshot()))
                .map(snapshot -> snapshot.model().facts().query())
                .orElseThrow(() -> new UsageException(
                        pointer.model() + " has no table of its own, and its query is not recorded",
                        "Run 'plan " + session + "' again"));
        return new Replacement.Subquery(
                reader.replaceReferences(query, this::replacement).sql());
    }

    private Optional<Environment> environment(EnvironmentName name) {
        return environments.computeIfAbsent(name, state::environment);
    }
}
