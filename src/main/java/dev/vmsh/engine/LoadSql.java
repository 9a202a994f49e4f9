package dev.vmsh.engine;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Turns loads into SQL by what an engine can do. Pure: text in, statements out. */
public final class LoadSql {
    private LoadSql() {}

    /** The statements and checks of {@code load}. */
    public static LoadScript script(Load load, EngineTraits traits) {
        return load.read(new Writer(traits, new Staging(load.batch(), traits)));
    }

    /** The statements of {@code load}, in order, to be run in one transaction where the engine has them. */
    public static List<String> statements(Load load, EngineTraits traits) {
        return script(load, traits).statements();
    }

    /** What must or should be asked between preparing the rows and writing them. */
    public static List<LoadCheck> checks(Load load, EngineTraits traits) {
        return script(load, traits).checks();
    }

    private record Writer(EngineTraits traits, Staging staging) implements Load.Reader<LoadScript> {
        private static final String STAGE = "stage";

        /** Keys are checked in the table itself, once it is filled: the query is not to run twice. */
        @Override
        public LoadScript replace(Load.Replace load) {
            Batch batch = load.batch();
            List<String> statements = replaceAll(batch, batch.typedQuery(), load.readsItself());
            return load.uniqueKey().isEmpty()
                    ? new LoadScript(List.of(), List.of(), statements)
                    : new LoadScript(statements, KeyChecks.of(batch.targetName(), load.uniqueKey()), List.of());
        }

        @Override
        public LoadScript insertRange(Load.InsertRange load) {
            Batch batch = load.batch();
            String inside = " WHERE %s BETWEEN %s AND %s"
                    .formatted(TableName.quote(load.timeColumn()), load.low(), load.high());
            var apply = new ArrayList<String>();
            if (batch.exists()) {
                apply.add("DELETE FROM " + batch.targetName() + inside);
            }
            apply.add(insert(batch, batch.orderedQuery() + inside));
            return new LoadScript(List.of(), List.of(), apply);
        }

        @Override
        public LoadScript merge(Load.Merge load) {
            Batch batch = load.batch();
            String stage = staging.table(STAGE);
            String rows = OneRowPerKey.query(stage, batch.columns(), load.uniqueKey(), null, List.of());
            var apply = new ArrayList<String>();
            if (traits.merge()) {
                apply.add(MergeSql.statement(load, rows));
            } else {
                refuseClauses(load);
                apply.add("DELETE FROM %s WHERE %s".formatted(batch.targetName(), keysIn(stage, load.uniqueKey())));
                apply.add(insert(batch, rows));
            }
            apply.add(staging.drop(STAGE));
            return new LoadScript(
                    staging.create(STAGE, batch.typedQuery()), KeyChecks.of(stage, load.uniqueKey()), apply);
        }

        @Override
        public LoadScript overwritePartitions(Load.OverwritePartitions load) {
            Batch batch = load.batch();
            String stage = staging.table(STAGE);
            return new LoadScript(
                    staging.create(STAGE, batch.typedQuery()),
                    List.of(),
                    List.of(
                            "DELETE FROM %s WHERE %s"
                                    .formatted(batch.targetName(), keysIn(stage, load.partitionedBy())),
                            insert(batch, "SELECT " + batch.columnList() + " FROM " + stage),
                            staging.drop(STAGE)));
        }

        @Override
        public LoadScript append(Load.Append load) {
            return new LoadScript(
                    List.of(),
                    List.of(),
                    List.of(insert(load.batch(), load.batch().orderedQuery())));
        }

        @Override
        public LoadScript historyByTime(Load.HistoryByTime load) {
            return history(load.batch(), HistorySql.byTime(load, staging.table(STAGE)));
        }

        @Override
        public LoadScript historyByColumn(Load.HistoryByColumn load) {
            return history(load.batch(), HistorySql.byColumn(load, staging.table(STAGE)));
        }

        private LoadScript history(Batch batch, HistorySql sql) {
            var apply = new ArrayList<>(replaceAll(batch, SqlParts.typed(batch.columns(), sql.result()), true));
            apply.add(staging.drop(STAGE));
            return new LoadScript(staging.create(STAGE, sql.source()), sql.checks(), apply);
        }

        private List<String> replaceAll(Batch batch, String rows, boolean readsItself) {
            String target = batch.targetName();
            var statements = new ArrayList<String>();
            if (readsItself && !batch.exists()) {
                statements.add("CREATE TABLE IF NOT EXISTS " + target + " (" + SqlParts.definitions(batch.columns())
                        + ")" + batch.storage());
            }
            if (traits.createOrReplaceTable()) {
                statements.add("CREATE OR REPLACE TABLE " + target + batch.storage() + " AS\n" + rows);
            } else if (!traits.transactionalDdl()) {
                statements.addAll(staging.create(Staging.RESULT, batch.storage(), rows));
                statements.add("DROP TABLE IF EXISTS " + target);
                statements.add(staging.rename(Staging.RESULT));
            } else if (readsItself) {
                statements.addAll(staging.create(Staging.RESULT, rows));
                statements.add("DELETE FROM " + target);
                statements.add(
                        insert(batch, "SELECT " + batch.columnList() + " FROM " + staging.table(Staging.RESULT)));
                statements.add(staging.drop(Staging.RESULT));
            } else if (batch.exists()) {
                statements.add("DELETE FROM " + target);
                statements.add(insert(batch, rows));
            } else {
                statements.add("CREATE TABLE IF NOT EXISTS " + target + batch.storage() + " AS\n" + rows);
            }
            return statements;
        }

        private static String insert(Batch batch, String rows) {
            return "INSERT INTO " + batch.targetName() + " (" + batch.columnList() + ")\n" + rows;
        }

        private static void refuseClauses(Load.Merge load) {
            if (!load.whenMatched().isBlank() || !load.mergeFilter().isBlank()) {
                throw new VmshException(
                        "%s uses when_matched or merge_filter, and this engine has no MERGE"
                                .formatted(load.batch().target()),
                        "Leave them out, or run the model on an engine with MERGE");
            }
        }
    }

    /**
     * True for rows whose keys are those of a row in {@code table}, NULL being equal to NULL. The keys' columns need no qualifier: in and
     * out of the subquery each is found in its own table.
     */
    private static String keysIn(String table, List<String> keys) {
        if (keys.size() == 1) {
            return "%1$s IN (SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL) OR (%1$s IS NULL AND EXISTS (SELECT 1 FROM %2$s WHERE %1$s IS NULL))"
                    .formatted("(" + keys.get(0) + ")", table);
        }
        String tuple = keys.stream()
                .map(key -> "(%1$s) IS NULL, COALESCE(CAST((%1$s) AS VARCHAR), '')".formatted(key))
                .collect(Collectors.joining(", "));
        return "(%1$s) IN (SELECT %1$s FROM %2$s)".formatted(tuple, table);
    }
}
