package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.jdbc.DuckDbParser;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first parser against DuckDB's own, over every query of the data files. */
class TwoParsersTest {
    @Test
    void theyAgreeOnTheTablesThatAQueryReads() throws SQLException {
        int compared = 0;
        try (var fallback = new DuckDbParser()) {
            var first = new SqlReader(Dialect.DUCKDB, FallbackParser.NONE);
            for (String sql : texts()) {
                Optional<Set<TableName>> left = tables(first, sql);
                Optional<DuckDbUnderstanding> right = Optional.of(first.prepare(sql))
                        .flatMap(text -> fallback.serialize(text.blanked())
                                .flatMap(json -> DuckDbUnderstanding.of(text, json, Dialect.DUCKDB)));
                if (left.isPresent() && right.isPresent()) {
                    var names = new LinkedHashSet<TableName>();
                    right.get()
                            .references()
                            .tables()
                            .forEach(table -> names.add(table.reference().name()));
                    assertThat(left.get()).as(sql).isEqualTo(names);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static Optional<Set<TableName>> tables(SqlReader reader, String sql) {
        try {
            return Optional.of(reader.query(sql).tables());
        } catch (SqlException e) {
            return Optional.empty(); // beyond the first parser, which is what the second is for
        }
    }

    private static Iterable<String> texts() {
        return Stream.of(
                        "same.sql",
                        "different.sql",
                        "tables.sql",
                        "columns.sql",
                        "change.sql",
                        "rename.sql",
                        "origins.sql",
                        "named.sql")
                .flatMap(SqlCases::of)
                .flatMap(arguments -> Arrays.stream(arguments.get()).skip(1))
                .map(String.class::cast)
                .toList();
    }
}
