package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code table_diff} on a server that several sessions work in, and that gives some of them few rights. */
class PostgresTableDiffTest {
    private final Places.Postgres place = new Places.Postgres();

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, Instant.parse("2024-01-04T00:00:00Z"), "");
    }

    @AfterEach
    void close() {
        place.close();
    }

    /** Each model's view waits until the other's is read, too. */
    @Test
    void severalModelsAreComparedAtTheSameTime() {
        desk.execute("create sequence one_read");
        desk.execute("create sequence other_read");
        desk.execute("""
                create function meet(mine text, other text) returns boolean language plpgsql as $$
                declare came boolean;
                begin
                  perform nextval(mine);
                  for attempt in 1..1200 loop
                    execute 'select is_called from ' || other into came;
                    if came then return true; end if;
                    perform pg_sleep(0.05);
                  end loop;
                  raise exception 'nobody read %', other;
                end $$""");
        views(1);
        desk.plan("prod");
        views(2);
        desk.plan("dev");

        JsonNode reports = desk.json("table_diff", "prod:dev");

        assertThat(reports).hasSize(2).allSatisfy(report -> assertThat(
                        report.at("/rows/partial_match").asInt())
                .isEqualTo(1));
    }

    private void views(int value) {
        view("one", value, "'one_read', 'other_read'");
        view("other", value, "'other_read', 'one_read'");
    }

    private void view(String name, int value, String sequences) {
        desk.model(
                name,
                "kind VIEW, grain id, columns (id int, v int, met boolean)",
                "SELECT 1 AS id, %d AS v, public.meet(%s) AS met".formatted(value, sequences));
    }

    @Test
    void aRoleThatMayMakeNoTemporaryTableComparesAllTheSame() {
        orders("(1, 10), (2, 20), (3, 30), (3, 31)");
        desk.plan("prod");
        orders("(1, 10), (2, 21), (4, 40), (3, 30), (3, 31)");
        desk.plan("dev");
        JsonNode before = desk.json("table_diff", "prod:dev", "s.orders");
        String role = "reader_" + Integer.toHexString(folder.toString().hashCode());
        String database = desk.rows("select current_database()").get(0);
        desk.execute("create role %s login".formatted(role));
        try {
            desk.execute("revoke temporary on database %s from public".formatted(database));
            assertThat(desk.rows("select has_database_privilege('%s', '%s', 'TEMP')".formatted(role, database)))
                    .containsExactly("f");
            for (String schema : new String[] {"vmsh", "sqlmesh__s", "s", "s__dev"}) {
                desk.execute("grant usage on schema %s to %s".formatted(schema, role));
                desk.execute("grant select on all tables in schema %s to %s".formatted(schema, role));
            }
            desk.file("config.yaml", """
                    gateways:
                      main:
                    %smodel_defaults:
                      dialect: postgres
                      start: '2024-01-01'
                    """.formatted(
                            place.gatewaySettings(folder).replace("user: postgres", "user: " + role)));

            assertThat(desk.json("table_diff", "prod:dev", "s.orders")).isEqualTo(before);
            Answer keys = desk.type("table_diff", "prod:dev", "s.orders", "--on", "id,amount", "--show-sample");

            assertThat(keys.code()).as(keys.err()).isZero();
            assertThat(keys.out()).contains("21", "40");
        } finally {
            desk.execute("drop owned by " + role);
            desk.execute("drop role " + role);
        }
    }

    private void orders(String rows) {
        desk.model(
                "orders",
                "kind FULL, grain id",
                "SELECT id, amount FROM (VALUES %s) AS t (id, amount)".formatted(rows));
    }
}
