package dev.vmsh.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineListener;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JdbcEnginesTest {
    private static final Map<String, Object> POSTGRES =
            Map.of("host", "nowhere.invalid", "user", "u", "database", "shop", "password", "s3cret");

    private static Engine create(String type, Map<String, Object> settings, Map<String, String> environment) {
        return new JdbcEngines(EngineListener.NONE, environment)
                .create(new ConnectionSettings(type, settings), "/project");
    }

    private static void refused(String type, Map<String, Object> settings, String message, String remedy) {
        assertThatThrownBy(() -> create(type, settings, Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((UsageException) e).remedy()).contains(remedy));
    }

    @Test
    void anUnknownTypeIsRefusedWithWhatMayHaveBeenMeant() {
        refused("duckbd", Map.of(), "duckbd", "Did you mean 'type: duckdb'?");
        refused("postgresql", Map.of(), "postgresql", "Did you mean 'type: postgres'?");
        refused("oracle", Map.of(), "oracle", "Use one of: duckdb, postgres, trino");
    }

    @Test
    void aMisspeltSettingIsNamedWithTheRightOne() {
        refused("duckdb", Map.of("databse", "x.db"), "'databse'", "Did you mean 'database'?");
        refused("postgres", Map.of("hots", "h"), "'hots'", "Did you mean 'host'?");
    }

    @Test
    void aSettingOfTheWrongShapeIsNamed() {
        refused("duckdb", Map.of("catalogs", List.of("a")), "'catalogs'", "config.yaml");
        refused("duckdb", Map.of("extensions", "httpfs"), "'extensions'", "config.yaml");
        refused("duckdb", Map.of("lock_timeout", "soon"), "'lock_timeout'", "number");
        refused("duckdb", Map.of("connector_config", Map.of("a; drop", 1)), "a; drop", "letters");
        refused("duckdb", Map.of("database", "a.db", "catalogs", Map.of("a", "b.db")), "both", "one of them");
        refused("duckdb", Map.of("filesystems", List.of(Map.of())), "filesystems", "extensions");
    }

    @Test
    void whatPostgresNeedsIsNamedOrTakenFromTheEnvironment() {
        refused("postgres", Map.of("user", "u", "database", "d"), "'host'", "PGHOST");
        refused("postgres", Map.of("host", "h", "database", "d"), "'user'", "PGUSER");
        refused("postgres", Map.of("host", "h", "user", "u"), "'database'", "PGDATABASE");
        try (Engine engine = create("postgres", Map.of(), Map.of("PGHOST", "h", "PGUSER", "u", "PGDATABASE", "shop"))) {
            assertThat(engine.defaultCatalog()).isEqualTo("shop");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() {
        try (Engine engine = create("postgres", POSTGRES, Map.of())) {
            assertThatThrownBy(engine::open)
                    .hasMessageContaining("u@nowhere.invalid:5432/shop")
                    .satisfies(error -> {
                        for (Throwable e = error; e != null; e = e.getCause()) {
                            assertThat(e.toString()).doesNotContain("s3cret");
                        }
                    });
        }
    }

    @Test
    void theDefaultCatalogIsKnownWithoutConnecting() {
        assertThat(create("duckdb", Map.of(), Map.of()).defaultCatalog()).isEqualTo("memory");
        assertThat(create("duckdb", Map.of("database", "data/Shop.prod.duckdb"), Map.of())
                        .defaultCatalog())
                .isEqualTo("shop");
    }
}
