package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Audits that read more than the table of their own model. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class AuditOrderTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.execute("create schema ext");
        desk.execute("create table ext.ids (id int)");
        ids("1");
    }

    private void ids(String values) {
        desk.execute("delete from ext.ids");
        desk.execute("insert into ext.ids select * from (values (" + values.replace(",", "), (") + ")) as t(id)");
    }

    /** An audit by which each id of {@code s.child} is one of {@code s.parent}. */
    private void relationship(String child, String parent) {
        desk.file("audits/" + child + "_in_" + parent + ".sql", """
                AUDIT (name %1$s_in_%2$s);
                SELECT c.id FROM s.%1$s AS c LEFT JOIN s.%2$s AS p ON c.id = p.id WHERE p.id IS NULL
                """.formatted(child, parent));
    }

    @Test
    void aModelWaitsForWhatItsAuditsRead() {
        desk.model("a", "kind FULL, audits (a_in_z)", "SELECT id FROM ext.ids");
        desk.full("z", "SELECT id FROM ext.ids WHERE id < 5");
        relationship("a", "z");

        desk.plan("prod");
        ids("1, 7");
        desk.at("2024-01-09");
        Answer failed = desk.type("run", "prod");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .contains("audit a_in_z of s.a failed on 1 row: id = 7")
                .contains("done: s.z");
        assertThat(desk.rows("select id from s.a")).containsExactly("1");
    }

    @Test
    void theArgumentsOfABuiltInAuditReadTheEnvironmentsTables() {
        desk.model(
                "a", "kind FULL, audits (forall(criteria := (id IN (SELECT id FROM s.z))))", "SELECT id FROM ext.ids");
        desk.full("z", "SELECT 1 AS id");

        desk.plan("prod");
        desk.full("z", "SELECT 2 AS id");

        assertThat(desk.plan("dev").backfill()).containsOnlyKeys("z");
        ids("2");
        assertThat(desk.planFails("prod", "--restate-model", "s.a").err()).contains("forall");
        assertThat(desk.rows("select id from s.a")).containsExactly("1");
    }

    @Test
    void anAuditInACircleRunsWhenBothAreComputedAndHoldsThePromotionUp() {
        circle();
        ids("1, 7");

        Answer failed = desk.planFails("prod");

        assertThat(failed.err())
                .contains("audit a_in_b of s.a failed on 1 row: id = 7")
                .contains("skipped, since they read a failed model: s.b")
                .contains("done: s.x");
        assertThat(desk.environment("prod")).isNull();
        ids("1, 2");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.rows("select a.id from s.a join s.b on a.id = b.id")).containsExactly("1", "2");
        assertThat(desk.explain("prod").backfill()).isEmpty();
    }

    @Test
    void whatAnAuditInACircleFoundInARunIsComputedAgain() {
        circle();
        desk.plan("prod");
        ids("1, 7");
        desk.at("2024-01-09");

        Answer failed = desk.type("run", "prod");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("audit a_in_b of s.a failed");
        ids("1, 3");
        assertThat(desk.run("prod").backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.rows("select id from s.b")).containsExactly("1", "3");
    }

    @Test
    void whatAnAuditInACircleFoundInARestatementIsComputedByTheNextPlan() {
        circle();
        desk.plan("prod");
        ids("1, 7");

        assertThat(desk.planFails("prod", "--restate-model", "s.a").err()).contains("audit a_in_b of s.a failed");
        ids("1, 4");

        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.rows("select id from s.b")).containsExactly("1", "4");
        assertThat(desk.explain("prod").backfill()).isEmpty();
    }

    private void circle() {
        desk.model("a", "kind FULL, audits (a_in_b)", "SELECT id FROM ext.ids");
        desk.full("b", "SELECT id FROM s.a WHERE id < 5");
        desk.full("x", "SELECT id FROM ext.ids");
        relationship("a", "b");
    }

    @Test
    void aNewEnvironmentOverTablesThatAreShownAuditsNothingAgain() {
        circle();
        desk.plan("prod");
        desk.execute("delete from sqlmesh__s." + desk.table("prod", "b"));

        assertThat(desk.plan("dev").backfill()).isEmpty();
    }

    @Test
    void anAuditThatBelongsToNoModelWarns() {
        desk.full("a", "SELECT id FROM ext.ids");
        desk.file("audits/few.sql", "AUDIT (name few_ids, standalone true);\nSELECT id FROM s.a WHERE id > 1\n");
        ids("1, 2");

        Answer planned = desk.type("plan", "dev", "--auto-apply");

        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out() + planned.err()).contains("audit few_ids (audits/few.sql) failed on 1 row: id = 2");
    }

    @Test
    void anExternalTableIsAuditedBeforeItsReadersAreComputed() {
        desk.file("external_models.yaml", """
                - name: ext.ids
                  columns: {id: int}
                  audits: [{name: accepted_range, column: id, max_v: "5"}]
                """);
        desk.full("a", "SELECT id FROM ext.ids");
        ids("7");

        assertThat(desk.planFails("prod").err()).contains("audit accepted_range of ext.ids failed");
        assertThat(desk.physical()).isEmpty();
        ids("3");
        desk.plan("prod");
        assertThat(desk.type("audit").out()).contains("accepted_range on model ext.ids: PASS");
    }
}
