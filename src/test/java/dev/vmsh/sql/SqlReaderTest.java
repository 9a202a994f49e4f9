package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmsh.engine.jdbc.DuckDbParser;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlReaderTest {
    private static final DuckDbParser FALLBACK = new DuckDbParser();
    private static final SqlReader READER = new SqlReader(Dialect.DUCKDB, FALLBACK);

    @AfterAll
    static void close() throws SQLException {
        FALLBACK.close();
    }

    static Stream<Arguments> statements() {
        return SqlCases.of("statements.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void aStatementTellsWhatItDoesReadsAndWrites(String why, String sql, String expected) {
        Statement statement = READER.statement(sql);

        String reads =
                statement.reads().stream().sorted().map(TableName::toString).collect(Collectors.joining(","));
        String writes =
                statement.writes().stream().sorted().map(TableName::toString).collect(Collectors.joining(","));
        assertThat((statement.understood() ? "" : "guessed ") + statement.verb() + " reads " + reads + " writes "
                        + writes)
                .isEqualTo(expected);
    }

    @Test
    void anErrorSaysWhereAndWhatIsNear() {
        var error = catchThrowableOfType(SqlException.class, () -> READER.query("select a frm t where b = 1"));

        assertThat(error.offset()).isEqualTo(13);
        assertThat(error.remedy()).contains("t where b = 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   -- nothing",
                "select",
                "delete from t",
                "select 'a",
                "select (1",
                "plan dev",
                "select 1; select 2"
            })
    void whatIsNoQueryIsRefused(String text) {
        assertThatThrownBy(() -> READER.query(text)).isInstanceOf(SqlException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 7 // 2 as d, x from t",
                "select f: len('a') from t",
                "select a from x anti join t using (a)",
                "from shop.orders select 1",
                "select a from \"x.y\"",
            })
    void whatTheFirstParserMisreadsIsRefusedWithoutASecond(String text) {
        var alone = new SqlReader(Dialect.DUCKDB, FallbackParser.NONE);

        assertThatThrownBy(() -> alone.query(text)).isInstanceOf(SqlException.class);
    }

    @Test
    void aNameIsReadByTheRulesOfItsDialect() {
        assertThat(READER.tableName("\"A\".b").toString()).isEqualTo("a.b");
        assertThat(new SqlReader(Dialect.POSTGRES, FallbackParser.NONE).tableName("\"A\".B"))
                .isEqualTo(TableName.of("A", "b"));
        assertThat(new SqlReader(Dialect.BIGQUERY, FallbackParser.NONE).tableName("`a`.b.c"))
                .isEqualTo(new TableName("a", "b", "c"));
        assertThatThrownBy(() -> READER.tableName("a..b")).isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> READER.tableName("a.b.c.d")).isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> READER.tableName("a b")).isInstanceOf(SqlException.class);
    }

    @Test
    void quotedNamesOfOtherCaseAreOtherNamesInPostgres() {
        var postgres = new SqlReader(Dialect.POSTGRES, FallbackParser.NONE);

        assertThat(postgres.query("select \"A\" from t").canonical())
                .isNotEqualTo(postgres.query("select a from t").canonical());
        assertThat(postgres.query("select \"a\" from t").canonical())
                .isEqualTo(postgres.query("select A from t").canonical());
    }

    @Test
    void quotedNamesStayOtherNamesWhereOnlyTheSecondParserReadsTheText() {
        var postgres = new SqlReader(Dialect.POSTGRES, FALLBACK);

        assertThat(postgres.query("from t select \"A\"").canonical())
                .isNotEqualTo(postgres.query("from t select A").canonical());
    }

    @Test
    void deepNestingIsReadOrRefusedButDoesNotBreak() {
        String deep = "select " + "(".repeat(200) + "a" + ")".repeat(200) + " as a from t";
        assertThat(READER.query(deep).canonical())
                .isEqualTo(READER.query("select a as a from t").canonical());
        String wide = "select a from t where a = 0" + " and a <> 1".repeat(3_000);
        assertThat(READER.query(wide).canonical()).isNotEmpty();
    }

    @Test
    void rowsWhoseColumnsAloneAreNamedAreRead() {
        var reader = new SqlReader(Dialect.POSTGRES, FallbackParser.NONE);

        assertThat(reader.query("SELECT * FROM t, (VALUES (1), (2)) AS (v)").tables())
                .containsExactly(TableName.of(null, "t"));
    }
}
