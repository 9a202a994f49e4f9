package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.interval.Interval;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.sql.Column;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadsTest {
    private static final Interval DAYS =
            new Interval(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-01-03T00:00:00Z"));
    private static final Instant NOW = Instant.parse("2024-01-09T10:00:00Z");
    private static final Kind.IncrementalByUniqueKey BY_KEY = new Kind.IncrementalByUniqueKey(
            List.of("id"), "WHEN MATCHED THEN DELETE", "source.ds > @start_ds", 0, OptionalInt.empty(), Models.COMMON);
    private static final Kind.History HISTORY =
            new Kind.History(List.of("id"), "valid_from", "valid_to", false, "TIMESTAMP", OptionalInt.empty());

    private static Load load(Model model, String columnType, boolean first) {
        var columns = List.of(new Column("id", "INTEGER"), new Column("ds", columnType));
        var batch = new Batch(TABLE, true, Loads.tableColumns(model.kind(), columns), "SELECT 1", "b1");
        UnaryOperator<String> expand = text -> text.replace("@start_ds", "'2024-01-01'");
        return Loads.of(model, batch, new Loads.Occasion(first, DAYS, NOW), expand)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(delimiter = ';', textBlock = """
            DATE; %Y-%m-%d; CAST('2024-01-01' AS DATE); CAST('2024-01-02' AS DATE)
            TIMESTAMP; %Y-%m-%d; CAST('2024-01-01 00:00:00' AS TIMESTAMP); CAST('2024-01-02 23:59:59.999999' AS TIMESTAMP)
            timestamp(0) without time zone; %Y-%m-%d; CAST('2024-01-01 00:00:00' AS TIMESTAMP); CAST('2024-01-02 23:59:59.999999' AS TIMESTAMP)
            TIMESTAMP WITH TIME ZONE; %Y-%m-%d; CAST('2024-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE); CAST('2024-01-02 23:59:59.999999+00:00' AS TIMESTAMP WITH TIME ZONE)
            timestamptz; %Y-%m-%d; CAST('2024-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE); CAST('2024-01-02 23:59:59.999999+00:00' AS TIMESTAMP WITH TIME ZONE)
            TIMESTAMP_NS; %Y-%m-%d; CAST('2024-01-01 00:00:00' AS TIMESTAMP_NS); CAST('2024-01-02 23:59:59.999999999' AS TIMESTAMP_NS)
            VARCHAR; %Y-%m-%d; '''2024-01-01'''; '''2024-01-02'''
            text; %d/%m/%y %H:%M:%S; '''01/01/24 00:00:00'''; '''02/01/24 23:59:59'''
            BIGINT; %Y%m%d; 20240101; 20240102
            ; %Y-%m-%d; '''2024-01-01'''; '''2024-01-02'''
            """)
    void theWindowIsTypedByTheTimeColumn(String type, String format, String low, String high) {
        var load = (Load.InsertRange) load(Models.of(Models.byTime("ds", format)), type, false);

        assertThat(load.low()).isEqualTo(low);
        assertThat(load.high()).isEqualTo(high);
    }

    @Test
    void aFormatThatGivesNoNumberDoesNotSuitANumberColumn() {
        assertThatThrownBy(() -> load(Models.of(Models.byTime("ds", "%Y-%m-%d")), "INTEGER", false))
                .isInstanceOfSatisfying(VmshException.class, e -> assertThat(e.remedy())
                        .isEqualTo("Write time_column (ds, '%Y%m%d') with the format that its values have"));
        assertThatThrownBy(() -> load(Models.of(Models.byTime("ds", "%Q")), "VARCHAR", false))
                .hasMessage("%Q in the time format %Q is not known");
    }

    @Test
    void aColumnThatTheKindNamesMustBeThere() {
        assertThatThrownBy(() -> load(Models.of(Models.byTime("at", "%Y")), "DATE", false))
                .hasMessage("shop.orders has no column at, which its kind names");
    }

    @Test
    void aTimeRangeIsNeverReplacedAsAWhole() {
        assertThat(load(Models.of(Models.byTime("ds", "%Y-%m-%d")), "DATE", true))
                .isInstanceOf(Load.InsertRange.class);
    }

    @Test
    void theFirstLoadByKeyReplacesAndLaterOnesMerge() {
        assertThat(load(Models.of(BY_KEY), "DATE", true)).isInstanceOf(Load.Replace.class);

        var merge = (Load.Merge) load(Models.of(BY_KEY), "DATE", false);
        assertThat(merge.mergeFilter()).isEqualTo("source.ds > '2024-01-01'");
        assertThat(merge.whenMatched()).isEqualTo("WHEN MATCHED THEN DELETE");
    }

    @Test
    void theFirstLoadByPartitionReplacesAndLaterOnesOverwrite() {
        Model model = Models.of(new Kind.IncrementalByPartition(Models.COMMON), "ds");

        assertThat(load(model, "DATE", true)).isInstanceOf(Load.Replace.class);
        assertThat(load(model, "DATE", false)).isInstanceOf(Load.OverwritePartitions.class);
        assertThatThrownBy(() -> load(Models.of(model.kind()), "DATE", false)).hasMessageContaining("partitions");
    }

    @Test
    void anUnmanagedTableIsReplacedFirstAndGrowsThenUnlessItOverwrites() {
        Model added = Models.of(new Kind.IncrementalUnmanaged(false, Models.COMMON));
        assertThat(load(added, "DATE", true)).isInstanceOf(Load.Replace.class);
        assertThat(load(added, "DATE", false)).isInstanceOf(Load.Append.class);
        assertThat(load(Models.of(new Kind.IncrementalUnmanaged(true, Models.COMMON), "ds"), "DATE", false))
                .isInstanceOf(Load.OverwritePartitions.class);
    }

    @Test
    void aHistoryForgetsItsTableAtTheFirstLoadOnly() {
        Model model = Models.of(new Kind.ScdType2ByTime(HISTORY, "ds", false, Models.COMMON));

        assertThat(((Load.HistoryByTime) load(model, "DATE", true)).truncating())
                .isTrue();
        assertThat(((Load.HistoryByTime) load(model, "DATE", false)).truncating())
                .isFalse();
    }

    @Test
    void aHistoryHasTheColumnsOfItsQueryAndTheTimesOfValidity() {
        var kind = new Kind.ScdType2ByColumn(HISTORY, List.of("*"), false, null, Models.COMMON);

        assertThat(Loads.tableColumns(kind, List.of(new Column("id", "INTEGER"))))
                .containsExactly(
                        new Column("id", "INTEGER"),
                        new Column("valid_from", "TIMESTAMP"),
                        new Column("valid_to", "TIMESTAMP"));
        assertThat(Loads.tableColumns(new Kind.Full(), List.of(new Column("id", "INTEGER"))))
                .hasSize(1);
    }

    @Test
    void kindsWithoutATableOfComputedRowsHaveNoLoad() {
        for (Kind kind : List.of(new Kind.View(false), new Kind.Embedded(), new Kind.External())) {
            var batch = new Batch(TABLE, true, List.of(new Column("id", "INTEGER")), "SELECT 1", "b1");

            assertThat(Loads.of(Models.of(kind), batch, new Loads.Occasion(true, DAYS, NOW), UnaryOperator.identity()))
                    .as(kind.keyword())
                    .isEmpty();
        }
    }
}
