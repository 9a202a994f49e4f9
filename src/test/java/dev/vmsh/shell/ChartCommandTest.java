package dev.vmsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartCommandTest {
    @TempDir
    Path folder;

    private TestShell.Ran run(String... lines) {
        return new TestShell(folder).run("-c", String.join("\n", lines));
    }

    private String chart(String arguments) {
        TestShell.Ran ran = run("\\chart " + arguments);
        assertThat(ran.err()).isEmpty();
        return ran.out();
    }

    @Test
    void barsAreAsLongAsTheirValuesOnBothSidesOfZero() {
        assertThat(
                        chart(
                                "select * from (values ('up', 60), ('half', 30.5), ('down', -12), ('nothing', null)) t(way, n)"))
                .isEqualTo("""
                        up      │           █████████████████████████████████████████████████████ 60.0
                        half    │           ██████████████████████████▊ 30.5
                        down    │███████████ -12.0
                        nothing │ NULL
                        """);
    }

    @Test
    void severalSeriesStandUnderOneAnother() {
        assertThat(chart("--y b --y a select 'x' as k, 1 as a, 2 as b")).isEqualTo("""
                x b │████████████████████████████████████████████████████████████████████████ 2
                  a │████████████████████████████████████ 1
                """);
    }

    @Test
    void linesStandWhereTheirTimesAreWhateverTheOrderOfTheRows() {
        String chart = chart(
                "--lines select date '2026-01-01' + i::int as day, i * i as square from range(40) r(i) order by hash(i)");

        assertThat(chart).contains("square\n1521 ┤", "\n   0 ┤⣀", "2026-01-01", "2026-02-09");
        assertThat(chart.lines().count()).isEqualTo(13);
    }

    @Test
    void manyMeasuredRowsBecomeALineByThemselves() {
        assertThat(chart("select i, i % 7 as n from range(100) r(i)")).contains("n\n", "┤", "└───");
        assertThat(chart("--bars select i, i % 7 as n from range(100) r(i)")).doesNotContain("┤");
    }

    @Test
    void theLastQueryIsDrawnWhereNoneIsGiven() {
        assertThat(run("select 'x' as k, 5 as n;", "\\chart").out()).contains("x │█");
    }

    @Test
    void aPageEscapesWhatItShows() throws Exception {
        run("\\chart --html page.html select '<b>' as k, 5 as \"n&m\"");

        assertThat(Files.readString(folder.resolve("page.html")))
                .contains("<svg", "<rect", "&lt;b&gt;", "n&amp;m: 5")
                .doesNotContain("<b>");
    }

    @Test
    void whatCannotBeDrawnIsSaid() {
        assertThat(run("\\chart select 'x' as k").err()).contains("no column holds numbers");
        assertThat(run("\\chart --y nn select 1 as n, 2 as m").err()).contains("no column 'nn'", "Did you mean 'n'?");
        assertThat(run("\\chart select 1 as n limit 0").err()).contains("no rows to draw");
        assertThat(run("\\chart").err()).contains("no query was run yet");
    }
}
