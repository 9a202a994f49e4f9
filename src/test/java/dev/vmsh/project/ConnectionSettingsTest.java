package dev.vmsh.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {
    @Test
    void secretsAreMaskedWhereverTheyStand() {
        var settings = new ConnectionSettings(
                "duckdb",
                Map.of(
                        "password", "hush",
                        "connector_config", Map.of("Token", "hush", "threads", 4),
                        "catalogs", Map.of("shop", "ducklake:postgres:host=db password=hush dbname=shop"),
                        "extensions", List.of("https://ana:hush@example.com/x"),
                        "database", "shop.db"));

        assertThat(settings.toString())
                .doesNotContain("hush")
                .contains("threads=4", "host=db password=*** dbname=shop", "https://ana:***@example.com/x", "shop.db");
    }
}
