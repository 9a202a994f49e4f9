package dev.vmsh.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TableDiffPagesTest {
    @Test
    void aSummaryInMarkdownIsOneLineForEachTable() {
        assertThat(TableDiffMarkdown.of(TableDiffReports.several(), true))
                .endsWith("1 model with one table for both.\n\n")
                .doesNotContain("###");
    }

    @Test
    void markdownIsATableForEachThingThatDiffers() {
        assertThat(TableDiffMarkdown.of(TableDiffReports.several(), false)).isEqualTo("""
                ## dev and prod
                | table | full match | partial match | dev only | prod only | columns |
                | --- | ---: | ---: | ---: | ---: | --- |
                | shop.days | 7 | 0 | 0 | 0 | same |
                | shop.orders | 1000 | 3 | 1 | 0 | differ |

                Only in dev: shop.added

                1 model with one table for both.

                ### shop.orders

                * added: `note` VARCHAR
                * removed: `old` INTEGER
                * changed: `amount` from INTEGER to DECIMAL(10,2)

                | column | differences | match |
                | --- | ---: | ---: |
                | name | 2 | 99.8 % |
                | amount | 1 | 99.9 % |

                | id | column | dev | prod |
                | --- | --- | --- | --- |
                | 2 | amount | 10 | 10.50 |
                | 2 | name | NULL | 'NULL' |
                | 3 | name | a | \\<b\\>\\& |

                Only in dev:

                | id | amount | name |
                | --- | --- | --- |
                | 7 | 1 | NULL |

                * amount is compared by value although its type changed from INTEGER to DECIMAL(10,2)

                """);
    }

    @Test
    void thePageLoadsNothingAndEscapesEverything() {
        String page = TableDiffHtml.of(TableDiffReports.several(), Instant.EPOCH);

        assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(page).doesNotContain("http:", "https:", "src=", "url(", "<b>&");
        assertThat(page)
                .contains("<td class=\"v is\"><mark>&lt;b&gt;&amp;</mark></td>", "<span class=\"null\">NULL</span>");
    }

    @Test
    void theFirstDifferenceOfTwoValuesIsMarked() {
        assertThat(TableDiffHtml.of(TableDiffReports.several(), Instant.EPOCH))
                .contains("<td class=\"v was\">10</td><td class=\"v is\">10<mark>.50</mark></td>");
    }

    @Test
    void everyColumnHasABarOfItsDifferences() {
        assertThat(TableDiffHtml.of(TableDiffReports.several(), Instant.EPOCH))
                .contains("<td class=\"n\">99.8&#8239;%</td>")
                .contains("<span class=\"meter\"><i style=\"width:0.2%\"></i></span>")
                .contains("<span class=\"meter clean\"><i style=\"width:0%\"></i></span>");
    }
}
