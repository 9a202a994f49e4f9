package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.Loads;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.interval.Interval;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.SeedRows;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.BatchSql.Moment;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The models' tables in one warehouse, by the names that it has for them: which of them are there, of which columns they are, and how they
 * are made. Safe for several threads.
 */
final class PhysicalTables {
    private final Connections connections;
    private final String site;
    private final BatchSql sql;
    private final EngineTraits traits;
    private final boolean comments;
    /** Tables known to be there, so that each is looked up once. */
    private final Set<TableName> there = ConcurrentHashMap.newKeySet();

    /** @param site the gateway whose warehouse it is */
    PhysicalTables(Connections connections, String site, BatchSql sql) {
        this.connections = connections;
        this.site = site;
        this.sql = sql;
        this.traits = connections.engine(site).traits();
        this.comments = connections.registersComments(site);
    }

    EngineTraits traits() {
        return traits;
    }

    /** Makes {@code schemas} and looks what is in them. */
    void prepare(EngineSession session, Collection<String> schemas) {
        schemas.forEach(session::createSchema);
        there.addAll(session.relations(schemas).keySet());
    }

    boolean isThere(TableName table) {
        return there.contains(table);
    }

    /**
     * Takes note that {@code table} is there.
     *
     * @return whether that is news
     */
    boolean found(TableName table) {
        return there.add(table);
    }

    /** Takes note that tables are not there after all. */
    void forget(Collection<TableName> tables) {
        tables.forEach(there::remove);
    }

    void createEmpty(EngineSession session, Model model, TableName table) {
        if (model.kind() instanceof Kind.View) {
            createView(session, model, table, sql.query(model, creating(table, null)));
            return;
        }
        if (model.kind() instanceof Kind.Seed seed) {
            try (SeedRows rows = connections.seeds().open(seed.file())) {
                session.execute(TableDdl.createEmpty(table, seedColumns(model, rows), Map.of(), traits));
            }
            return;
        }
        Interval none = new Interval(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        Interval range = model.kind() instanceof Kind.Full ? null : none;
        List<Column> columns = columns(session, model, table, sql.query(model, creating(table, range)));
        session.execute(createEmpty(model, table, columns));
    }

    /** Makes the view of a VIEW model, which is not there yet, or whose query is to be read anew. */
    void createView(EngineSession session, Model model, TableName view, String query) {
        session.execute(
                keepsRows(model) ? TableDdl.createMaterializedView(view, query) : TableDdl.replaceView(view, query));
    }

    /** Whether a VIEW model is one that keeps its rows until it is refreshed. */
    boolean keepsRows(Model model) {
        return traits.materializedViews() && model.kind() instanceof Kind.View view && view.materialized();
    }

    private RelationType type(Model model) {
        if (!(model.kind() instanceof Kind.View)) {
            return RelationType.TABLE;
        }
        return keepsRows(model) ? RelationType.MATERIALIZED_VIEW : RelationType.VIEW;
    }

    private static Moment creating(TableName table, Interval range) {
        return new Moment(table, range, "creating");
    }

    /** The statement that makes an empty table of {@code columns}. */
    String createEmpty(Model model, TableName table, List<Column> columns) {
        return TableDdl.createEmpty(table, columns, properties(model, columns), traits);
    }

    /** How the table of a model is stored: {@code WITH (...)} with a blank in front, or empty. */
    String storage(Model model, List<Column> columns) {
        return traits.storage().clause(properties(model, columns));
    }

    private Map<String, String> properties(Model model, List<Column> columns) {
        return traits.storage().properties(model, sql.physicalProperties(model), columns);
    }

    /** Gives a table that has just been made its comments and grants. */
    void describe(EngineSession session, Model model, TableName table) {
        ModelProperties properties = model.properties();
        if (!properties.grants().isEmpty() && !properties.grantsTargetLayer().equals("virtual")) {
            session.grant(table, properties.grants());
        }
        boolean described = properties.description() != null
                || !properties.columnDescriptions().isEmpty();
        if (!described || !comments) {
            return;
        }
        var columns = new HashMap<>(properties.columnDescriptions());
        columns.keySet()
                .retainAll(session.columns(table).orElse(List.of()).stream()
                        .map(Column::name)
                        .toList());
        TableDdl.comments(table, type(model), properties.description(), columns, traits)
                .forEach(session::execute);
    }

    List<Column> seedColumns(Model model, SeedRows rows) {
        return typed(
                model.properties().columns().isEmpty()
                        ? rows.columns()
                        : model.properties().columns());
    }

    /** Columns with types that the engine has tables of. */
    private List<Column> typed(List<Column> columns) {
        return connections.engine(site).typed(columns);
    }

    /** Columns of a model's table that its rows have: those that are there, else those declared, else those that the query gives. */
    List<Column> columns(EngineSession session, Model model, TableName table, String query) {
        if (isThere(table)) {
            Optional<List<Column>> live = session.columns(table);
            if (live.isPresent()) {
                return filled(session, model, table, query, live.get());
            }
        }
        List<Column> declared = typed(model.properties().columns());
        if (!declared.isEmpty() && declared.stream().allMatch(column -> column.type() != null)) {
            return typed(Loads.tableColumns(model.kind(), declared));
        }
        return typed(
                Loads.tableColumns(model.kind(), merged(new QueryColumns(session, model, table).of(query), declared)));
    }

    /** Without what other versions have added to the table: a rollback leaves that, and a plan that stopped on its way. */
    private static List<Column> filled(
            EngineSession session, Model model, TableName table, String query, List<Column> live) {
        List<Column> told = among(live, model, model.facts().columns().orElse(List.of()));
        // What a text tells of its columns may be less than it gives: of a table that others fill, it is what they once
        // declared.
        return told.size() == live.size()
                ? live
                : among(live, model, new QueryColumns(session, model, table).of(query));
    }

    private static List<Column> among(List<Column> live, Model model, List<Column> given) {
        Set<String> names = Loads.tableColumns(model.kind(), given).stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return live.stream()
                .filter(column -> names.contains(column.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static List<Column> merged(List<Column> described, List<Column> declared) {
        var types = new HashMap<String, String>();
        declared.forEach(column -> {
            if (column.type() != null) {
                types.put(column.name(), column.type());
            }
        });
        return described.stream()
                .map(column -> new Column(column.name(), types.getOrDefault(column.name(), column.type())))
                .toList();
    }
}
