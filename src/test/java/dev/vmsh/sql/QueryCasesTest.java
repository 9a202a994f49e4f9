package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.jdbc.DuckDbParser;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules about queries that are lists of cases; each is in the data file of its name. */
class QueryCasesTest {
    private static final DuckDbParser FALLBACK = new DuckDbParser();
    private static final SqlReader READER = new SqlReader(Dialect.DUCKDB, FALLBACK);
    private static final Map<String, List<Column>> SCHEMAS = Map.of(
            "shop.orders",
            List.of(
                    new Column("id", "INTEGER"),
                    new Column("total", "DECIMAL(10,2)"),
                    new Column("customer_id", "INTEGER")),
            "shop.customers",
            List.of(new Column("customer_id", "INTEGER"), new Column("name", "VARCHAR")));

    @AfterAll
    static void close() throws SQLException {
        FALLBACK.close();
    }

    static Stream<Arguments> same() {
        return SqlCases.of("same.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("same")
    void textsThatDifferInSpellingOnlyHaveOneCanonicalForm(String why, String left, String right) {
        assertThat(READER.query(left).canonical()).isEqualTo(READER.query(right).canonical());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"same", "different"})
    void theCanonicalFormIsTheSameWhenNothingElseIsAsked(String why, String left, String right) {
        assertThat(List.of(READER.canonical(left), READER.canonical(right)))
                .containsExactly(
                        READER.query(left).canonical(), READER.query(right).canonical());
    }

    static Stream<Arguments> different() {
        return SqlCases.of("different.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("different")
    void textsThatDifferInMeaningHaveTwoCanonicalForms(String why, String left, String right) {
        assertThat(READER.query(left).canonical())
                .isNotEqualTo(READER.query(right).canonical());
    }

    static Stream<Arguments> tables() {
        return SqlCases.of("tables.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void theTablesReadAreThoseNamedAndNotBoundByWith(String why, String query, String tables) {
        assertThat(READER.query(query).tables().stream().map(TableName::toString))
                .containsExactlyElementsOf(list(tables));
    }

    static Stream<Arguments> columns() {
        return SqlCases.of("columns.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("columns")
    void theColumnsOfAQueryAreNamedAndTyped(String why, String query, String columns) {
        String found = READER.query(query)
                .columns(QueryCasesTest::schema)
                .map(list -> list.stream()
                        .map(column -> column.name() + (column.type() == null ? "" : " " + column.type()))
                        .collect(Collectors.joining(" | ")))
                .orElse("unknown");
        assertThat(found).isEqualTo(columns);
    }

    static Stream<Arguments> change() {
        return SqlCases.of("change.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("change")
    void aChangeIsSameOrAddedColumnsOrOtherWithAReason(String why, String before, String after, String expected) {
        assertThat(shown(READER.change(READER.query(before), READER.query(after))))
                .isEqualTo(expected);
    }

    static Stream<Arguments> named() {
        return SqlCases.of("named.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void outputsWithoutANameGetOne(String why, String query, String expected) {
        assertThat(READER.query(query)
                        .withNamedOutputs(table -> Optional.empty())
                        .sql())
                .isEqualTo(expected);
    }

    static Stream<Arguments> origins() {
        return SqlCases.of("origins.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("origins")
    void columnsAreFollowedToTheTablesTheyComeFrom(String why, String sql, String outputs, String read) {
        Query query = READER.query(sql);

        assertThat(query.lineage(QueryCasesTest::schema)
                        .map(found -> found.entrySet().stream()
                                .map(entry -> entry.getKey() + " <- "
                                        + entry.getValue().stream()
                                                .map(column -> column.table() + "." + column.column())
                                                .sorted()
                                                .collect(Collectors.joining(" ")))
                                .collect(Collectors.joining(" | ")))
                        .orElse("uncertain"))
                .isEqualTo(outputs);
        assertThat(query.columnsRead(QueryCasesTest::schema)
                        .map(found -> found.entrySet().stream()
                                .map(entry -> (entry.getKey() + ": " + String.join(" ", entry.getValue())).strip())
                                .collect(Collectors.joining(" / ")))
                        .orElse("uncertain"))
                .isEqualTo(read);
    }

    static Stream<Arguments> effect() {
        return SqlCases.of("effect.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("effect")
    void anEditReachesTheColumnsThatAreMadeOfIt(String why, String before, String after, String expected) {
        Effect effect = READER.effect(
                READER.query(before),
                READER.query(after),
                QueryCasesTest::schema,
                QueryCasesTest::schema,
                table -> Effect.NOTHING);

        assertThat(shown(effect)).isEqualTo(expected);
    }

    static Stream<Arguments> reach() {
        return SqlCases.of("reach.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reach")
    void otherValuesOfAColumnReachWhatIsMadeOfIt(String why, String query, String expected) {
        Effect effect = READER.effect(
                READER.query(query),
                READER.query(query),
                QueryCasesTest::schema,
                QueryCasesTest::schema,
                table -> table.name().equals("orders") ? new Effect.Columns(Set.of("total")) : Effect.NOTHING);

        assertThat(shown(effect)).isEqualTo(expected);
    }

    private static String shown(Effect effect) {
        if (effect instanceof Effect.Columns columns) {
            return "columns " + String.join(" ", new TreeSet<>(columns.names()));
        }
        return effect instanceof Effect.Rows ? "rows" : "nothing";
    }

    static Stream<Arguments> faults() {
        return SqlCases.of("faults.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void columnsThatCannotBeMeantAreFaults(String why, String query, String faults) {
        List<String> found = READER.query(query).columnFaults(QueryCasesTest::schema);

        assertThat(found.isEmpty() ? "none" : String.join(" | ", found)).isEqualTo(faults);
    }

    private static Optional<List<Column>> schema(TableName table) {
        return Optional.ofNullable(SCHEMAS.get(table.toString()));
    }

    private static String shown(QueryChange change) {
        if (change instanceof QueryChange.AddedColumns added) {
            return "added " + String.join(", ", added.names());
        }
        return change instanceof QueryChange.Other other ? "other: " + other.reason() : "same";
    }

    private static List<String> list(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.equals("none"))
                .toList();
    }
}
