package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationTest {
    static Stream<Arguments> cases() {
        return SqlCases.of("translation.sql");
    }

    /** The words before the colon are the two dialects. */
    private static SqlReader reader(String why) {
        String[] dialects = why.substring(0, why.indexOf(':')).split(" ", -1);
        return new SqlReader(
                Dialect.named(dialects[0]).orElseThrow(),
                Dialect.named(dialects[1]).orElseThrow(),
                new SqlParsers(FallbackParser.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatBothCanSayIsSaidAndTheRestIsRefused(String why, String from, String to) {
        if (to.equals("refused")) {
            assertThatThrownBy(() -> reader(why).translated(from))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("not the same in");
        } else {
            assertThat(reader(why).translated(from)).isEqualTo(to);
        }
    }

    @Test
    void oneDialectIsLeftAlone() {
        assertThat(new SqlReader(Dialect.POSTGRES, FallbackParser.NONE).translated("a / b # c `d` \"e\""))
                .isEqualTo("a / b # c `d` \"e\"");
    }

    @Test
    void whatIsPutInIsTheEnginesAlready() {
        var reader = new SqlReader(Dialect.BIGQUERY, Dialect.DUCKDB, new SqlParsers(FallbackParser.NONE));

        Rewritten rewritten = reader.query("select t.`a`, `u`.b from s.t join `s`.`u` on t.a = u.a order by 1")
                .replaceTables(table -> Optional.of(
                        table.name().equals("t")
                                ? new Query.Replacement.Table(TableName.of("x", "y"))
                                : new Query.Replacement.Subquery(
                                        "select 'it''s' as \"b\", 4 // 2 as a from z order by 1")));

        assertThat(rewritten.sql())
                .isEqualTo(
                        "select t.\"a\", \"u\".b from \"x\".\"y\" AS \"t\" join (select 'it''s' as \"b\", 4 // 2 as a from z order by 1) AS \"u\" on t.a = u.a order by 1 NULLS FIRST");
        assertThat(List.of(rewritten.edits())).isNotEmpty();
    }
}
