package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.sql.Query.Replacement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlParsersTest {
    private static final String SQL = "SELECT a, b + 1 FROM shop.orders AS o WHERE a > 0";
    private final SqlParsers parsers = new SqlParsers(FallbackParser.NONE);

    @Test
    void whatOneReaderReadAnotherKnows() {
        Query first = new SqlReader(Dialect.POSTGRES, parsers).query(SQL);
        Query second = new SqlReader(Dialect.POSTGRES, parsers).query(SQL);

        assertThat(((ReadQuery) second).understanding()).isSameAs(((ReadQuery) first).understanding());
    }

    @Test
    void whatIsKnownAnswersAsWhatIsNew() {
        Query first = new SqlReader(Dialect.POSTGRES, parsers).query(SQL);
        first.canonical();
        first.withNamedOutputs(SqlParsersTest::elsewhere);
        Query known = new SqlReader(Dialect.POSTGRES, parsers).query(SQL);
        Query fresh = new SqlReader(Dialect.POSTGRES, FallbackParser.NONE).query(SQL);

        assertThat(known.canonical()).isEqualTo(fresh.canonical());
        assertThat(known.withNamedOutputs(SqlParsersTest::elsewhere))
                .isEqualTo(fresh.withNamedOutputs(SqlParsersTest::elsewhere));
        assertThat(known.tables()).isEqualTo(fresh.tables());
    }

    @Test
    void aReaderThatWritesAnotherDialectSharesWhatWasRead() {
        Query own = new SqlReader(Dialect.BIGQUERY, parsers).query("SELECT `a` AS b FROM t");
        Query other = new SqlReader(Dialect.BIGQUERY, Dialect.DUCKDB, parsers).query("SELECT `a` AS b FROM t");

        assertThat(own.replaceTables(table -> Optional.empty()).sql()).isEqualTo("SELECT `a` AS b FROM t");
        assertThat(other.replaceTables(table -> Optional.empty()).sql()).isEqualTo("SELECT \"a\" AS b FROM t");
    }

    @Test
    void dialectsAreKeptApart() {
        new SqlReader(Dialect.POSTGRES, parsers).query(SQL);

        assertThat(parsers.known(Dialect.POSTGRES, SQL)).isPresent();
        assertThat(parsers.known(Dialect.DUCKDB, SQL)).isEmpty();
    }

    private static Optional<Replacement> elsewhere(TableName table) {
        return Optional.of(new Replacement.Table(TableName.of("p", table.name())));
    }
}
