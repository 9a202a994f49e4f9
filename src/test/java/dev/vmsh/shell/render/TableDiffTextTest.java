package dev.vmsh.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.diff.TableDiffer;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableDiffTextTest {
    @Test
    void oneComparisonIsShownWhole() {
        assertThat(TableDiffText.of(TableDiffResult.of(TableDiffReports.orders()), false, Paint.NONE))
                .isEqualTo("""
                Table diff of shop.orders
                ├── Source: dev (physical.orders_1)
                ├── Target: prod (physical.orders_2)
                └── Key: id
                Schema diff
                ├── Added columns
                │   └── + note (VARCHAR)
                ├── Removed columns
                │   └── - old (INTEGER)
                └── Modified columns
                    └── ~ amount (INTEGER -> DECIMAL(10,2))
                Row counts: 1,004 in dev, 1,003 in prod
                ├── FULL MATCH: 1,000 rows (99.65%)
                ├── PARTIAL MATCH: 3 rows (0.3%)
                └── DEV ONLY: 1 row (0.05%)
                Columns that differ, of 1,003 pairs with the same key:
                 column | differences | pct_match
                --------+-------------+-----------
                 name   |           2 |      99.8
                 amount |           1 |      99.9
                No difference in 1 other column
                Sample rows that differ:
                 id | column | dev  | prod
                ----+--------+------+--------
                 2  | amount | 10   | 10.50
                    | name   | NULL | 'NULL'
                 3  | name   | a    | <b>&
                Sample rows only in dev:
                 id | amount | name
                ----+--------+------
                 7  | 1      | NULL
                Note: amount is compared by value although its type changed from INTEGER to DECIMAL(10,2)
                """);
    }

    @Test
    void severalBeginWithALineForEachAndTheSameOnesEndThere() {
        String text = TableDiffText.of(TableDiffReports.several(), false, Paint.NONE);

        assertThat(text).startsWith(TableDiffText.of(TableDiffReports.several(), true, Paint.NONE));
        assertThat(text).contains("Table diff of shop.orders").doesNotContain("Table diff of shop.days");
    }

    @Test
    void aSummaryIsALineForEach() {
        assertThat(TableDiffText.of(TableDiffReports.several(), true, Paint.NONE))
                .isEqualTo("""
                 model       | full match | partial match | dev only | prod only | columns
                -------------+------------+---------------+----------+-----------+----------
                 shop.days   |          7 |             0 |        0 |         0 | same
                 shop.orders |       1000 |             3 |        1 |         0 | +1 -1 ~1
                1 model with one table for both: shop.lines
                Only in dev: shop.added
                """);
    }

    @Test
    void oneTableOnBothSidesNeedsNoNumbers() {
        var report = TableDiffer.oneTable(
                "dev", "prod", TableName.of("physical", "orders"), TableName.of("shop", "orders"), List.of());

        assertThat(TableDiffText.of(TableDiffResult.of(report), false, Paint.NONE))
                .isEqualTo("""
                Table diff of shop.orders
                ├── Source: dev (physical.orders)
                └── Target: prod (physical.orders)
                Both read the same table: nothing can differ.
                """);
    }

    @Test
    void nothingToCompareIsSaid() {
        var result = new TableDiffResult(
                "dev", "prod", false, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());

        assertThat(TableDiffText.of(result, false, Paint.NONE)).isEqualTo("dev and prod read the same tables\n");
    }

    @Test
    void aDifferenceThatCannotBeSeenIsSpelledOut() {
        assertThat(ValuePair.of("NULL", null)).isEqualTo(new ValuePair("'NULL'", "NULL"));
        assertThat(ValuePair.of("a ", "a")).isEqualTo(new ValuePair("'a '", "'a'"));
        assertThat(ValuePair.of("é", "e\u0301")).isEqualTo(new ValuePair("'\\u{e9}'", "'e\\u{301}'"));
        assertThat(ValuePair.of(1, 2)).isEqualTo(new ValuePair("1", "2"));
    }

    @Test
    void longValuesAreShownFromTheirFirstDifference() {
        String same = "x".repeat(100);

        ValuePair pair = ValuePair.of(same + "A" + same, same + "B" + same);

        assertThat(pair.source())
                .startsWith("…" + "x".repeat(12) + "A")
                .endsWith("…")
                .hasSizeLessThan(70);
        assertThat(pair.target()).startsWith("…" + "x".repeat(12) + "B");
    }
}
