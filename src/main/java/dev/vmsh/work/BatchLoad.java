package dev.vmsh.work;

import dev.vmsh.engine.Batch;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.Load;
import dev.vmsh.engine.LoadCheck;
import dev.vmsh.engine.LoadScript;
import dev.vmsh.engine.LoadSql;
import dev.vmsh.engine.Loads;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.SeedRows;
import dev.vmsh.project.SeedSource;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.BatchSql.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the rows of one batch: what the model's kind makes of its query. On the session of whoever records that it is done.
 *
 * @param id tells the temporary tables of this batch from those of others
 * @param first whether nothing was computed of the table before
 */
record BatchLoad(
        EngineSession session,
        PhysicalTables tables,
        BatchSql sql,
        SeedSource seeds,
        String id,
        boolean first,
        Consumer<? super WorkEvent> events) {

    /** @return how many rows were written, or -1 if the engine does not tell */
    long write(Model model, Moment moment) {
        TableName table = moment.table();
        if (model.kind() instanceof Kind.View) {
            view(model, moment);
            return -1;
        }
        if (model.kind() instanceof Kind.Seed seed) {
            return seed(model, seed, table);
        }
        return query(model, model.kind() instanceof Kind.Full ? moment.over(null) : moment);
    }

    private void view(Model model, Moment moment) {
        TableName view = moment.table();
        boolean there = tables.isThere(view);
        if (there && tables.keepsRows(model)) {
            session.execute(TableDdl.refresh(view));
        } else if (!there || !tables.traits().viewsBoundAtCreation()) {
            tables.createView(session, model, view, sql.query(model, moment.over(null)));
        }
    }

    private long query(Model model, Moment moment) {
        TableName table = moment.table();
        EngineTraits traits = tables.traits();
        String query = sql.query(model, moment);
        boolean there = tables.isThere(table);
        List<Column> columns = there || !madeByQuery(model) ? tables.columns(session, model, table, query) : List.of();
        if (!there && traits.storedTypesDiffer() && !(model.kind() instanceof Kind.Full)) {
            session.execute(tables.createEmpty(model, table, columns));
            columns = session.columns(table).orElse(columns);
            there = true;
        }
        var batch = new Batch(table, there, columns, query, tables.storage(model, columns), id);
        Load load = Loads.of(
                        model,
                        batch,
                        new Loads.Occasion(first, moment.range(), sql.execution()),
                        text -> sql.expand(model, text, moment))
                .orElseThrow(() -> new IllegalStateException("nothing fills " + model.name()));
        LoadScript script = LoadSql.script(load, traits);
        var statements = new ArrayList<String>();
        if (!there && !(load instanceof Load.Replace)) {
            statements.add(tables.createEmpty(model, table, columns));
        }
        statements.addAll(script.prepare());
        long rows = -1;
        if (!script.checks().isEmpty()) {
            rows = written(statements, rows);
            script.checks().forEach(check -> check(model, check));
            statements.clear();
        }
        statements.addAll(script.apply());
        rows = written(statements, rows);
        return load instanceof Load.Replace && rows <= 0 ? count(table) : rows;
    }

    /** Whether a table is made of the query's rows as they come, so that nobody has to know its columns before. */
    private boolean madeByQuery(Model model) {
        return model.kind() instanceof Kind.Full
                && tables.traits().transactionalDdl()
                && model.properties().columns().isEmpty()
                && !model.facts().dependsOnSelf();
    }

    /** @return how many rows the last of them that writes any wrote; {@code before} if none does */
    private long written(List<String> statements, long before) {
        List<Long> affected = session.executeAll(statements);
        long rows = before;
        for (int i = 0; i < statements.size(); i++) {
            String statement = statements.get(i);
            boolean writes = statement.startsWith("INSERT") || statement.startsWith("MERGE");
            boolean makes = statement.startsWith("CREATE") && affected.get(i) > 0;
            rows = writes || makes ? affected.get(i) : rows;
        }
        return rows;
    }

    /** Drivers do not always tell how many rows CREATE TABLE AS wrote. */
    private long count(TableName table) {
        try (Rows rows = session.lookUp("SELECT COUNT(*) FROM " + table.quoted())) {
            rows.next();
            return ((Number) rows.value(0)).longValue();
        }
    }

    private void check(Model model, LoadCheck check) {
        try (Rows rows = session.query(check.query())) {
            if (!rows.next()) {
                return;
            }
            var shown = new ArrayList<String>();
            for (int i = 0; i < rows.columns().size(); i++) {
                shown.add(rows.columns().get(i).name() + " = " + rows.value(i));
            }
            String found = "%s: %s (%s)".formatted(model.name(), check.message(), String.join(", ", shown));
            if (!check.blocking()) {
                events.accept(new WorkEvent.Notice(found));
                return;
            }
            throw new VmshException(found, "Mend the query in %s:%d, or its key".formatted(model.file(), model.line()));
        }
    }

    private long seed(Model model, Kind.Seed seed, TableName table) {
        try (SeedRows rows = seeds.open(seed.file())) {
            List<Column> columns = tables.seedColumns(model, rows);
            var statements = new ArrayList<String>();
            if (!tables.isThere(table)) {
                statements.add(tables.createEmpty(model, table, columns));
            } else if (hasColumns(table, columns)) {
                // views may show it since its backfill was skipped
                statements.add("DELETE FROM " + table.quoted());
            } else {
                statements.add(TableDdl.drop(table, RelationType.TABLE));
                statements.add(tables.createEmpty(model, table, columns));
            }
            session.executeAll(statements);
            return session.load(table, columns, rows.only(columns));
        }
    }

    private boolean hasColumns(TableName table, List<Column> wanted) {
        List<String> names = wanted.stream().map(Column::name).toList();
        return session.columns(table)
                .filter(live -> live.stream().map(Column::name).toList().equals(names))
                .isPresent();
    }
}
