package dev.vmsh.macro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.sql.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the built-in functions write is run by a real engine. */
class MacrosOnDuckDbTest {
    private static Connection duckDb;

    @BeforeAll
    static void fill() throws SQLException {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("CREATE TABLE t (a INT, b TEXT, c TEXT)");
            statement.execute("INSERT INTO t VALUES (1, 'x', 'p'), (2, 'y', 'p'), (NULL, NULL, 'q')");
            statement.execute("CREATE TABLE u (c TEXT, a INT, b INT)");
            statement.execute("INSERT INTO u VALUES ('r', 9, 9)");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            @DATE_SPINE('day', '2024-02-28', '2024-03-01')                   | 2024-02-28; 2024-02-29; 2024-03-01
            @DATE_SPINE('week', '2024-01-01', '2024-01-15')                  | 2024-01-01; 2024-01-08; 2024-01-15
            @DATE_SPINE('quarter', '2024-01-01', '2024-12-31')               | 2024-01-01; 2024-04-01; 2024-07-01; 2024-10-01
            @DATE_SPINE('year', '2024-01-01', '2025-12-31')                  | 2024-01-01; 2025-01-01
            @UNION('all', t, u)                                              | 1,p; 2,p; null,q; 9,r
            SELECT @STAR(t, exclude := [b]) FROM t                           | 1,p; 2,p; null,q
            @DEDUPLICATE(t, [c], ['a DESC NULLS LAST'])                      | 2,y,p; null,null,q
            SELECT @PIVOT(c, ['p', 'q']) FROM t                              | 2,1
            SELECT @PIVOT(c, ['p'], agg := 'MAX', then_value := a) FROM t    | 2
            SELECT @SAFE_ADD(a, 1), @SAFE_SUB(a, NULL) FROM t                | 2,1; 3,2; 1,null
            SELECT @SAFE_DIV(1, 0), @SAFE_DIV(6 - 2, 2 + 2)                  | null,1.0
            SELECT LENGTH(@GENERATE_SURROGATE_KEY(a, b)) FROM t WHERE a = 1  | 32
            SELECT ROUND(@HAVERSINE_DISTANCE(52.52, 13.4, 48.86, 2.35, 'km')) | 878.0
            SELECT COUNT(*) FROM t WHERE @OR(a = 1, @AND(b = 'y', c = 'p'))  | 2
            SELECT SUM(a) FROM t @WHERE(@n > 0) a > 1                        | 2
            SELECT @m, @EVAL(10 / 4)                                         | {k=1},2.5
            """)
    void theEngineUnderstandsIt(String source, String rows) throws SQLException {
        String sql = ExpansionFixtures.expand(source, ExpansionFixtures.scope(Dialect.DUCKDB, "evaluating"));

        assertThat(String.join("; ", rows(sql))).as(sql).isEqualTo(rows);
    }

    private static List<String> rows(String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join(",", row));
            }
        }
        return rows;
    }
}
