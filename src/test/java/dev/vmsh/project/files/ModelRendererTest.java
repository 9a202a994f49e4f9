package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.interval.Interval;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRendererTest {
    private static final Interval TWO_DAYS =
            new Interval(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2024-03-03T00:00:00Z"));
    private static final TableName PHYSICAL = TableName.of("sqlmesh__s", "s__m__1");

    @TempDir
    Path folder;

    private final ModelRenderer renderer = new ModelRenderer(dialect -> new SqlReader(dialect, FallbackParser.NONE));

    private Model model(String text) {
        var project = new TestProject(folder);
        project.write("config.yaml", TestProject.CONFIG + "variables: {n: 3}\n");
        project.write("models/m.sql", text);
        return project.model("s", "m");
    }

    private static RenderRequest request(Interval range) {
        Map<TableName, Replacement> tables = Map.of(
                TableName.of("s", "parent"), new Replacement.Table(TableName.of("sqlmesh__s", "s__parent__9")),
                TableName.of("s", "embedded"), new Replacement.Subquery("SELECT 1 AS id"));
        return new RenderRequest(
                "evaluating",
                range,
                Instant.parse("2024-03-05T00:00:00Z"),
                PHYSICAL,
                table -> Optional.ofNullable(tables.get(table)));
    }

    @Test
    void datesAreRealAndTheEndIsInclusive() {
        Model model = model("""
                MODEL (name s.m, kind INCREMENTAL_BY_TIME_RANGE (time_column ds));
                SELECT id, ds FROM raw.t WHERE ds BETWEEN @start_ds AND @end_ts""");

        assertThat(renderer.query(model, request(TWO_DAYS)))
                .contains("BETWEEN '2024-03-01' AND '2024-03-02 23:59:59.999999'")
                .contains("FROM raw.t");
    }

    @Test
    void tablesBecomeWhatTheRequestSaysWithOrWithoutTheirCatalog() {
        Model model = model("""
                MODEL (name s.m, kind FULL);
                SELECT parent.id, e.id AS other FROM warehouse.s.parent JOIN s.embedded AS e USING (id)""");

        assertThat(renderer.query(model, request(null)))
                .contains("sqlmesh__s")
                .contains("s__parent__9")
                .contains("(SELECT 1 AS id)")
                .doesNotContain("warehouse");
    }

    @Test
    void statementsKnowTheirTableAndTheDefinitionsBeforeThem() {
        Model model = model("""
                MODEL (name s.m, kind FULL);
                @DEF(x, @n + 1);
                SET y = @x;
                @IF(@runtime_stage = 'creating', SET z = 1);
                SELECT @x AS x;
                CREATE TABLE audit_of_m AS SELECT COUNT(*) AS c FROM @this_model JOIN s.parent ON TRUE;
                ON_VIRTUAL_UPDATE_BEGIN;
                GRANT SELECT ON @this_model TO r;
                ON_VIRTUAL_UPDATE_END;""");

        assertThat(renderer.before(model, request(null))).containsExactly("SET y = 3 + 1");
        assertThat(renderer.query(model, request(null))).isEqualTo("SELECT 3 + 1 AS x");
        assertThat(renderer.after(model, request(null)))
                .singleElement()
                .asString()
                .contains("\"sqlmesh__s\".\"s__m__1\"")
                .contains("s__parent__9");
        assertThat(renderer.onVirtualUpdate(model, request(null)))
                .containsExactly("GRANT SELECT ON \"sqlmesh__s\".\"s__m__1\" TO r");
    }

    @Test
    void aDateWithoutARangeIsToldWithItsPlace() {
        Model model = model("MODEL (name s.m, kind FULL);\n\nSELECT @start_ds AS ds");

        assertThatThrownBy(() -> renderer.query(model, request(null)))
                .isInstanceOfSatisfying(VmshException.class, e -> {
                    assertThat(e.getMessage())
                            .startsWith("s.m (models/m.sql:3): ")
                            .contains("start_ds");
                    assertThat(e.remedy()).contains("@execution_ds");
                });
    }

    @Test
    void theSameRequestGivesTheSameText() {
        Model model = model(
                "MODEL (name s.m, kind FULL, physical_properties (d = @execution_ds));\nSELECT id, id + 1 FROM s.parent");

        assertThat(renderer.query(model, request(null))).isEqualTo(renderer.query(model, request(null)));
        assertThat(renderer.physicalProperties(model, request(null))).isEqualTo(Map.of("d", "'2024-03-05'"));
    }

    @Test
    void macrosThatReadSchemasKnowThemAfterLoading() {
        new TestProject(folder).write("models/parent.sql", "MODEL (name s.parent); SELECT 1 AS id, 'a' AS name");
        Model model = model("MODEL (name s.m, kind FULL);\nSELECT @STAR(s.parent) FROM s.parent");

        assertThat(model.facts().columns().orElseThrow()).extracting("name").containsExactly("id", "name");
        assertThat(renderer.query(model, request(null)))
                .contains("id")
                .contains("name")
                .doesNotContain("STAR");
    }
}
