package dev.vmsh.engine;

import dev.vmsh.project.Kind;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Queries of a slowly changing dimension (type 2): the table keeps a row for every state that a key was in, with the times from when
 * until when; the row that holds now has no end.
 *
 * <p>The whole table is computed anew from what it holds and what the query returns, by the rules of SQLMesh's SCD_TYPE_2 kinds:
 * closed rows stay, an open row is closed when its key changed (or, if so configured, vanished), and a new one is opened.
 */
final class HistorySql {
    private static final String SOURCE = "\"_source\"";
    private static final String OPEN = "\"_open\"";
    private static final String ENDED = "\"_ended\"";
    private static final String CLOSED = "\"_closed\"";

    /** Types that PostgreSQL cannot compare; their text it can. */
    private static final Set<String> WITHOUT_EQUALITY = Set.of("json", "xml", "point", "polygon");

    private final Batch batch;
    private final Kind.History history;
    private final String stage;
    private final boolean truncating;
    private final String firstInBatch;
    private final Rules rules;

    /**
     * What differs between the two kinds, as SQL over the joined rows.
     *
     * @param changed whether a key with an open row changed
     * @param changedAt when it did
     * @param execution now
     * @param firstValidFrom from when the first state of a key is valid that the table never had
     * @param returnedValidFrom the same for a key whose rows were all closed
     * @param ignored whether a key with an open row differs from it and did not change all the same; null if that cannot be
     */
    private record Rules(
            String changed,
            String changedAt,
            String execution,
            String firstValidFrom,
            String returnedValidFrom,
            String ignored) {}

    private HistorySql(
            Batch batch, Kind.History history, String stage, boolean truncating, String firstInBatch, Rules rules) {
        this.batch = batch;
        this.history = history;
        this.stage = stage;
        this.truncating = truncating;
        this.firstInBatch = firstInBatch;
        this.rules = rules;
    }

    static HistorySql byTime(Load.HistoryByTime load, String stage) {
        Kind.ScdType2ByTime kind = load.kind();
        String type = timeType(load.batch(), kind.history());
        String updatedAt = cast(of(SOURCE, kind.updatedAtName()), type);
        String before = cast(of(OPEN, kind.updatedAtName()), type);
        String lastClosed = CLOSED + ".\"_last_valid_to\"";
        var rules = new Rules(
                updatedAt + " > " + before,
                updatedAt,
                literal(type, load.execution()),
                kind.updatedAtAsValidFrom() ? updatedAt : literal(type, Instant.EPOCH),
                "CASE WHEN %1$s > %2$s THEN %1$s ELSE %2$s END".formatted(lastClosed, updatedAt),
                "%s <= %s AND %s"
                        .formatted(updatedAt, before, differs(load.batch(), unmanaged(load.batch(), kind.history()))));
        return new HistorySql(load.batch(), kind.history(), stage, load.truncating(), kind.updatedAtName(), rules);
    }

    static HistorySql byColumn(Load.HistoryByColumn load, String stage) {
        Kind.ScdType2ByColumn kind = load.kind();
        String type = timeType(load.batch(), kind.history());
        String execution = literal(type, load.execution());
        String changedAt = kind.updatedAtName() == null ? execution : cast(of(SOURCE, kind.updatedAtName()), type);
        List<String> compared = kind.columns().contains("*") ? unmanaged(load.batch(), kind.history()) : kind.columns();
        String differs = differs(load.batch(), compared);
        boolean sinceEver = load.truncating() && !kind.executionTimeAsValidFrom();
        var rules = new Rules(
                differs, changedAt, execution, sinceEver ? literal(type, Instant.EPOCH) : changedAt, changedAt, null);
        return new HistorySql(load.batch(), kind.history(), stage, load.truncating(), kind.updatedAtName(), rules);
    }

    /** The query's rows, for the stage. */
    String source() {
        return SqlParts.typed(unmanagedColumns(), batch.query());
    }

    /** What is asked of the stage before the table is written. */
    List<LoadCheck> checks() {
        List<String> values =
                unmanagedColumns().stream().map(HistorySql::comparable).toList();
        var checks = new ArrayList<>(KeyChecks.ofStates(stage, history.uniqueKey(), firstInBatch, values));
        if (rules.ignored() != null && !truncating) {
            String query = "WITH %s,\n%s\nSELECT %s.* FROM %s JOIN %s ON %s WHERE %s"
                    .formatted(
                            sourceRows(), openRows(), SOURCE, OPEN, SOURCE, keysEqual(OPEN, SOURCE), rules.ignored());
            checks.add(new LoadCheck(
                    "changed_without_newer_time",
                    query,
                    "Rows that changed although %s is not newer than in the table: the change is not recorded"
                            .formatted(firstInBatch),
                    false));
        }
        return List.copyOf(checks);
    }

    /** Every row that the table is to hold, with its columns in order. */
    String result() {
        return "WITH " + String.join(",\n", sourceRows(), endedRows(), openRows(), closedKeys()) + "\n"
                + String.join(
                        "\nUNION ALL\n", "SELECT " + batch.columnList() + " FROM " + ENDED, everyKey(), newStates());
    }

    /** The query's rows, one for each key. */
    private String sourceRows() {
        return SOURCE + " AS (\n"
                + OneRowPerKey.query(stage, unmanagedColumns(), history.uniqueKey(), firstInBatch, sourceKeys())
                + "\n)";
    }

    /** The rows of the past. */
    private String endedRows() {
        return "%s AS (SELECT %s FROM %s WHERE %s IS NOT NULL%s)"
                .formatted(ENDED, tableRows(), batch.targetName(), validTo(), unlessTruncating());
    }

    /** The rows that hold now. */
    private String openRows() {
        return "%s AS (SELECT %s, TRUE AS \"_exists\" FROM %s WHERE %s IS NULL%s)"
                .formatted(OPEN, tableRows(), batch.targetName(), validTo(), unlessTruncating());
    }

    /** The keys that only the past has, each with the end of its last row. */
    private String closedKeys() {
        return "%s AS (SELECT %s, MAX(%s) AS \"_last_valid_to\" FROM %s WHERE NOT EXISTS (SELECT 1 FROM %s WHERE %s) GROUP BY %s)"
                .formatted(CLOSED, keyNames(), validTo(), ENDED, OPEN, keysEqual(OPEN, ENDED), keyNames());
    }

    private String tableRows() {
        return batch.columnList() + ", " + String.join(", ", OneRowPerKey.named(history.uniqueKey()));
    }

    private String unlessTruncating() {
        return truncating ? " AND FALSE" : "";
    }

    /**
     * Open rows, closed where their key changed or vanished, and the first states of keys without an open row. An open row takes the
     * query's value where it has none of its own, even as it is closed: SQLMesh does the same, and a table that both load must not
     * depend on which of them did.
     */
    private String everyKey() {
        String validFrom = "CASE WHEN %s.\"_exists\" THEN %s WHEN %s.\"_last_valid_to\" IS NOT NULL THEN %s ELSE %s END"
                .formatted(
                        OPEN,
                        of(OPEN, history.validFromName()),
                        CLOSED,
                        rules.returnedValidFrom(),
                        rules.firstValidFrom());
        String vanished = history.invalidateHardDeletes()
                ? " WHEN %s.\"_exists\" IS NULL THEN %s".formatted(SOURCE, rules.execution())
                : "";
        String validUntil = "CASE WHEN %s.\"_exists\" AND %s.\"_exists\" AND %s THEN %s%s ELSE %s END"
                .formatted(OPEN, SOURCE, rules.changed(), rules.changedAt(), vanished, of(OPEN, history.validToName()));
        return "SELECT %s FROM %s FULL JOIN %s ON %s LEFT JOIN %s ON %s"
                .formatted(
                        projection(
                                name -> "COALESCE(%s, %s)".formatted(of(OPEN, name), of(SOURCE, name)),
                                validFrom,
                                validUntil),
                        OPEN,
                        SOURCE,
                        keysEqual(OPEN, SOURCE),
                        CLOSED,
                        keysEqual(CLOSED, SOURCE));
    }

    /** The states that changed keys are in now. */
    private String newStates() {
        return "SELECT %s FROM %s JOIN %s ON %s WHERE %s"
                .formatted(
                        projection(
                                name -> of(SOURCE, name),
                                rules.changedAt(),
                                "CAST(NULL AS " + timeType(batch, history) + ")"),
                        OPEN,
                        SOURCE,
                        keysEqual(OPEN, SOURCE),
                        rules.changed());
    }

    /** @param value what each column other than the times of validity holds */
    private String projection(UnaryOperator<String> value, String validFrom, String validUntil) {
        return batch.columns().stream()
                .map(Column::name)
                .map(name -> cell(name, value, validFrom, validUntil) + " AS " + TableName.quote(name))
                .collect(Collectors.joining(", "));
    }

    private String cell(String name, UnaryOperator<String> value, String validFrom, String validUntil) {
        if (name.equals(history.validFromName())) {
            return validFrom;
        }
        return name.equals(history.validToName()) ? validUntil : value.apply(name);
    }

    private List<String> sourceKeys() {
        var all = new ArrayList<>(OneRowPerKey.named(history.uniqueKey()));
        all.add("TRUE AS \"_exists\"");
        return all;
    }

    private String keyNames() {
        return IntStream.range(0, history.uniqueKey().size())
                .mapToObj(OneRowPerKey::name)
                .collect(Collectors.joining(", "));
    }

    private String keysEqual(String left, String right) {
        return IntStream.range(0, history.uniqueKey().size())
                .mapToObj(at -> "%1$s.%3$s = %2$s.%3$s".formatted(left, right, OneRowPerKey.name(at)))
                .collect(Collectors.joining(" AND "));
    }

    private String validTo() {
        return TableName.quote(history.validToName());
    }

    private List<Column> unmanagedColumns() {
        List<String> names = unmanaged(batch, history);
        return batch.columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList();
    }

    private static List<String> unmanaged(Batch batch, Kind.History history) {
        return batch.columns().stream()
                .map(Column::name)
                .filter(name -> !name.equals(history.validFromName()) && !name.equals(history.validToName()))
                .toList();
    }

    /** Whether an open row and the query's row of the same key differ in one of {@code names}, NULL being a value like others. */
    private static String differs(Batch batch, List<String> names) {
        return batch.columns().stream()
                .filter(column -> names.contains(column.name()))
                .map(column -> comparableIn(OPEN, column) + " IS DISTINCT FROM " + comparableIn(SOURCE, column))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String comparableIn(String table, Column column) {
        return comparable(of(table, column.name()), column);
    }

    private static String comparable(Column column) {
        return comparable(TableName.quote(column.name()), column);
    }

    private static String comparable(String name, Column column) {
        boolean equality = column.type() == null
                || !WITHOUT_EQUALITY.contains(column.type().toLowerCase(Locale.ROOT));
        return equality ? name : cast(name, "VARCHAR");
    }

    private static String of(String table, String column) {
        return table + "." + TableName.quote(column);
    }

    private static String cast(String expression, String type) {
        return "CAST(" + expression + " AS " + type + ")";
    }

    /** The type of the times of validity as the table has it, which may be finer than the one asked for. */
    private static String timeType(Batch batch, Kind.History history) {
        return batch.columns().stream()
                .filter(column -> column.name().equals(history.validFromName()) && column.type() != null)
                .map(Column::type)
                .findFirst()
                .orElse(history.timeDataType());
    }

    private static String literal(String type, Instant instant) {
        return cast(TimeType.of(type).literal(instant, type), type);
    }
}
