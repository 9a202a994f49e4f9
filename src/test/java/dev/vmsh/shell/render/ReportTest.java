package dev.vmsh.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.problem.NearName;
import dev.vmsh.shell.render.ResultWriter.Layout;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static String written(Report report, OutputFormat format) {
        var out = new StringWriter();
        report.write(format, Layout.UNLIMITED, out);
        return out.toString();
    }

    @Test
    void aListingIsATableForPeopleAndAnArrayForPrograms() {
        var listing = new Report.Listing(
                List.of("name", "models", "at", "tags", "id"),
                List.of(Arrays.asList(
                        "dev", 2, Instant.parse("2026-01-31T10:00:00.123456789Z"), List.of("a", "b"), null)),
                List.of("name", "models", "at", "tags"));

        assertThat(written(listing, OutputFormat.TABLE)).isEqualTo("""
                 name | models | at                   | tags
                ------+--------+----------------------+------
                 dev  |      2 | 2026-01-31T10:00:00Z | a, b
                """);
        assertThat(written(listing, OutputFormat.JSON)).isEqualTo("""
                [
                {"name":"dev","models":2,"at":"2026-01-31T10:00:00.123456789Z","tags":["a","b"],"id":null}
                ]
                """);
    }

    @Test
    void aListingThatIsWiderThanTheScreenIsCutWhereItIsLongest() {
        var listing = new Report.Listing(
                List.of("name", "kind", "path", "locked_by", "depends_on"),
                List.of(
                        Arrays.asList("weather.daily", "FULL", "models/weather/daily.sql", null, List.of("a.b", "c.d")),
                        Arrays.asList("日本.表", "VIEW", "models/x.sql", null, List.of("staging.weather_days", "e.f"))));
        var out = new StringWriter();
        listing.write(OutputFormat.TABLE, new Layout(60, 0, true), out);

        assertThat(out.toString()).isEqualTo("""
                 name          | kind | path             | depends_on
                ---------------+------+------------------+------------------
                 weather.daily | FULL | …ather/daily.sql | a.b, c.d
                 日本.表       | VIEW | models/x.sql     | staging.weather…
                """);
        assertThat(written(listing, OutputFormat.TABLE)).contains("models/weather/daily.sql");
    }

    @Test
    void factsThatAreRecordsAreOneOnALineToo() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("columns", List.of(Map.of("name", "day"), Map.of("name", "label")));
        facts.put("table", "t");

        assertThat(written(Report.facts(facts), OutputFormat.TABLE))
                .isEqualTo("columns  day\n         label\ntable    t\n");
    }

    @Test
    void factsAreOneOnALine() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("plan_id", "x");
        facts.put("models", 3);
        facts.put("owner", null);

        assertThat(written(Report.facts(facts), OutputFormat.TABLE)).isEqualTo("plan id  x\nmodels   3\nowner\n");
        assertThat(written(Report.facts(facts), OutputFormat.JSON))
                .isEqualTo("{\"plan_id\":\"x\",\"models\":3,\"owner\":null}\n");
    }

    @Test
    void aTreeHasBranches() {
        var tree = new Tree("root", List.of(new Tree("a", List.of(Tree.leaf("b"), Tree.leaf("c"))), Tree.leaf("d")));

        assertThat(tree.text()).isEqualTo("""
                root
                ├── a
                │   ├── b
                │   └── c
                └── d
                """);
    }

    @Test
    void aDiffIsUnifiedAndEmptyForEqualTexts() {
        assertThat(TextDiff.unified("old", "a\nb\n", "new", "a\nc\n")).isEqualTo("""
                --- old
                +++ new
                @@ -1,2 +1,2 @@
                 a
                -b
                +c
                """);
        assertThat(TextDiff.unified("old", "a", "new", "a\n")).isEmpty();
    }

    @Test
    void durationsAndCountsAsPeopleSayThem() {
        assertThat(List.of(
                        Phrases.duration(Duration.ofMillis(12)),
                        Phrases.duration(Duration.ofMillis(3_400)),
                        Phrases.duration(Duration.ofMillis(2_000)),
                        Phrases.duration(Duration.ofSeconds(125)),
                        Phrases.duration(Duration.ofMillis(59_970)),
                        Phrases.duration(Duration.ofMinutes(200)),
                        Phrases.count(1, "row"),
                        Phrases.count(1_000_000, "row")))
                .containsExactly(
                        "12 ms", "3.4 s", "2 s", "2 min 5 s", "1 min", "3 h 20 min", "1 row", "1,000,000 rows");
    }

    @Test
    void theNearestWordIsOffered() {
        List<String> commands = List.of("plan", "models", "environments", "fetchdf");

        assertThat(NearName.of("paln", commands)).contains("plan");
        assertThat(NearName.of("envir", commands)).contains("environments");
        assertThat(NearName.of("xyzzy", commands)).isEmpty();
    }
}
