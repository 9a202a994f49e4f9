package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One project on two systems that know nothing of each other: only its files are shared. */
class IsolatedSystemsTest {
    private final Places.Postgres place = new Places.Postgres();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        place.close();
    }

    private List<String> inProduction(String query) throws SQLException {
        try (Connection connection = place.connect(folder.resolve("production"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    @Test
    void theFourStepsOfIsolatedSystems() throws SQLException {
        var desk = new Desk(folder, place, Instant.parse("2024-01-04T00:00:00Z"), "");
        desk.file("config.yaml", """
                gateways:
                  nonproduction:
                %s    variables: {mask: 1}
                  production:
                %s    variables: {mask: 0}
                model_defaults: {dialect: postgres}
                """.formatted(
                        place.gatewaySettings(folder), place.gatewaySettings(folder.resolve("production"))));
        desk.full("a", "SELECT 1 AS id, @mask AS masked");
        desk.file(
                "models/b.sql",
                "MODEL (name @IF(@gateway = 'production', prod_schema, dev_schema).b, kind FULL);\nSELECT id FROM s.a");
        desk.file("models/c.sql", "MODEL (name @{gateway}_schema.c, kind FULL);\nSELECT masked FROM s.a");

        // 1. a developer's environment in the system that is not production
        assertThat(desk.plan("dev_alice").batches()).isEqualTo(3);
        assertThat(desk.rows("SELECT masked FROM nonproduction_schema__dev_alice.c"))
                .containsExactly("1");
        // 2. its prod: nothing is computed again
        assertThat(desk.plan("prod").batches()).isZero();
        assertThat(desk.rows("SELECT id FROM dev_schema.b")).containsExactly("1");
        assertThat(inProduction("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\\_\\_%' OR nspname = 'vmsh'"))
                .isEmpty();
        // 3. staging in production: everything is computed there
        assertThat(desk.plan("staging", "--gateway", "production").batches()).isEqualTo(3);
        assertThat(inProduction("SELECT masked FROM production_schema__staging.c"))
                .containsExactly("0");
        assertThat(inProduction("SELECT nspname FROM pg_namespace WHERE nspname = 's'"))
                .isEmpty();
        // 4. prod in production: only views
        assertThat(desk.plan("prod", "--gateway", "production").batches()).isZero();
        assertThat(inProduction("SELECT id FROM prod_schema.b")).containsExactly("1");

        assertThat(desk.json("environments").findValuesAsText("name")).containsExactly("dev_alice", "prod");
        assertThat(desk.json("environments", "--gateway", "production").findValuesAsText("name"))
                .containsExactly("prod", "staging");
        assertThat(desk.names("prod_schema")).isEmpty();
        assertThat(desk.type(
                                "-c",
                                "use gateway production",
                                "-c",
                                "select masked from production_schema.c",
                                "--format",
                                "csv")
                        .out())
                .isEqualTo("masked\n0\n");
        assertThat(desk.json("gateways").findValuesAsText("in_use")).containsExactly("true", "false");
        assertThat(desk.json("gateways", "--gateway", "production").findValuesAsText("in_use"))
                .containsExactly("false", "true");
    }
}
