package dev.vmsh.project.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Kind;
import dev.vmsh.project.KnownSchemas;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.Schedule;
import dev.vmsh.project.SeedFile;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelJsonTest {
    private static final Kind.Incremental COMMON =
            new Kind.Incremental(true, false, Kind.OnChange.WARN, Kind.OnChange.IGNORE, "@weekly", OptionalInt.of(3));
    private static final Kind.History HISTORY =
            new Kind.History(List.of("id", "a || 'b'"), "since", "until", true, "DATE", OptionalInt.of(4));

    /** Each looks up columns as the next test's scope does. */
    private static final KnownSchemas SCHEMAS =
            new KnownSchemas(Map.of(TableName.of("s", "t"), List.of(new Column("a", null))), "memory");

    private final ModelJson json = new ModelJson();

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind.Full(),
                new Kind.View(true),
                new Kind.Embedded(),
                new Kind.External(),
                new Kind.Seed(new SeedFile("/x/ä.csv", Map.of("delimiter", "\t"), List.of("a"), List.of("0f")), 10),
                new Kind.IncrementalByTimeRange(
                        new Kind.TimeColumn("ds", "%Y"), 1, OptionalInt.of(2), OptionalInt.empty(), false, COMMON),
                new Kind.IncrementalByUniqueKey(
                        List.of("id"), "WHEN MATCHED THEN DELETE", "a > b", 2, OptionalInt.empty(), COMMON),
                new Kind.IncrementalByPartition(COMMON),
                new Kind.IncrementalUnmanaged(true, COMMON),
                new Kind.ScdType2ByTime(HISTORY, "updated", true, COMMON),
                new Kind.ScdType2ByColumn(HISTORY, List.of("*"), true, null, COMMON));
    }

    private static Model full(Kind kind) {
        var query = new SqlText("SELECT '\u0001\n\"é' AS x", 3, false);
        var scope = new MacroScope(
                Dialect.POSTGRES,
                Map.of(
                        "text", new MacroValue.Text("it's"),
                        "number", new MacroValue.Number(new BigDecimal("1.50")),
                        "bool", new MacroValue.Bool(false),
                        "nothing", MacroValue.NULL,
                        "sql", new MacroValue.Sql("a.b"),
                        "list", new MacroValue.Sequence(List.of(MacroValue.NULL, new MacroValue.Text(""))),
                        "map", new MacroValue.Mapping(Map.of("sql", new MacroValue.Sql("x"))),
                        "lambda", new MacroValue.Lambda(List.of("x"), "x + 1")),
                Map.of("text", new MacroValue.Text("it's")),
                Map.of("b", new MacroValue.Sql("eu")),
                SCHEMAS,
                List.of("{% macro m() %}{% endmacro %}"));
        var properties = new ModelProperties(
                "ana",
                "what it is",
                List.of("a", "b"),
                "stamp",
                List.of(new Column("a", "INT"), new Column("b", null)),
                Map.of("a", "the a"),
                Set.of(TableName.of("raw", "t"), new TableName("c", "s", "t")),
                List.of("ds"),
                List.of("id"),
                "parquet",
                "iceberg",
                Map.of("k", "@x"),
                Map.of("v", "1"),
                Map.of("s", "2"),
                List.of(List.of("id", "ds"), List.of("uid")),
                List.of("u AS v"),
                List.of(
                        new AuditCall("not_null", Map.of("columns", "(a)"), true),
                        new AuditCall("own", Map.of(), null)),
                List.of("freshness"),
                "other",
                Map.of("select", List.of("r")),
                "all",
                false,
                false,
                List.of("all"),
                "v1");
        var facts = new ModelFacts(
                "SELECT 1",
                "canonical",
                List.of("b"),
                List.of("a"),
                List.of("v"),
                Map.of("n", "1"),
                Set.of(TableName.of("raw", "t"), TableName.of(null, "u")),
                true,
                Optional.of(List.of(new Column("a", null))));
        return new Model(
                new TableName("c", "s", "m"),
                kind,
                Dialect.POSTGRES,
                "models/m.sql",
                7,
                new ModelStatements(
                        List.of(new SqlText("@DEF(a, 1)", 1, false)),
                        query,
                        List.of(new SqlText("x", 0, true)),
                        List.of(query)),
                new Schedule("0 1 * * *", "Europe/Paris", IntervalUnit.HALF_HOUR, "1 week ago", null, true),
                properties,
                scope,
                facts);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsReadIsWhatWasWritten(Kind kind) {
        Model model = full(kind);

        Model read = json.read(json.write(model));

        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("scope.physicalTables")
                .isEqualTo(model);
        assertThat(json.write(read)).isEqualTo(json.write(model));
    }

    @Test
    void aModelWithNothingInItIsKeptToo() {
        var empty = new Model(
                TableName.of(null, "m"),
                new Kind.Full(),
                Dialect.DUCKDB,
                "",
                0,
                ModelStatements.NONE,
                Schedule.DAILY,
                ModelProperties.NONE,
                MacroScope.empty(Dialect.DUCKDB),
                new ModelFacts("", "", List.of(), List.of(), List.of(), Map.of(), Set.of(), false, Optional.empty()));

        assertThat(json.write(json.read(json.write(empty)))).isEqualTo(json.write(empty));
        assertThat(json.read(json.write(empty)).facts()).isEqualTo(empty.facts());
    }

    @Test
    void fieldsThatAreNotKnownAreIgnored() {
        String text = json.write(full(new Kind.Full()));

        assertThat(json.read("{\"newer\": [1, {\"a\": null}], " + text.substring(1))
                        .name())
                .isEqualTo(new TableName("c", "s", "m"));
    }

    @Test
    void damagedTextIsToldAsSuch() {
        String text = json.write(full(new Kind.Full()));
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(text.length());
            String damaged = text.substring(0, at)
                    + "]{\"x,0:".charAt(random.nextInt(7))
                    + text.substring(at + random.nextInt(2));
            try {
                json.read(damaged);
            } catch (IllegalArgumentException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
        assertThatThrownBy(() -> json.read("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> json.read("")).isInstanceOf(IllegalArgumentException.class);
    }
}
