package dev.vmsh.project;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A {@code connection:} block: which engine, and its settings as read from YAML. Printing it hides secrets.
 *
 * @param type engine name, lower case: {@code duckdb}, {@code postgres}, {@code trino}
 * @param settings everything but {@code type}; values are strings, numbers, booleans, lists and maps
 */
public record ConnectionSettings(String type, Map<String, Object> settings) {
    private static final Set<String> SECRETS =
            Set.of("password", "token", "jwt_token", "secrets", "keyfile_json", "private_key", "client_private_key");

    public ConnectionSettings {
        settings = Map.copyOf(settings);
    }

    /** The setting as text, or {@code fallback} if it is not there. */
    public String text(String key, String fallback) {
        Object value = settings.get(key);
        return value == null ? fallback : value.toString();
    }

    public int number(String key, int fallback) {
        return settings.containsKey(key) ? Integer.parseInt(text(key, "").strip()) : fallback;
    }

    public boolean flag(String key, boolean fallback) {
        return settings.containsKey(key) ? Boolean.parseBoolean(text(key, "").strip()) : fallback;
    }

    /**
     * The catalog that a name without one is in, as far as the settings tell: the first of several databases, the one called
     * {@code catalog} or {@code database}, or what DuckDB calls a file.
     *
     * @return null if the settings do not say
     */
    public String defaultCatalog() {
        if (settings.get("catalogs") instanceof Map<?, ?> catalogs && !catalogs.isEmpty()) {
            return catalogs.keySet().iterator().next().toString().toLowerCase(Locale.ROOT);
        }
        if (!type.equals("duckdb")) {
            return text("catalog", text("database", null));
        }
        String database = text("database", "");
        if (database.isBlank() || database.equals(":memory:")) {
            return "memory";
        }
        String file = database.substring(Math.max(database.lastIndexOf('/'), database.lastIndexOf(':')) + 1);
        int dot = file.indexOf('.');
        return (dot > 0 ? file.substring(0, dot) : file).toLowerCase(Locale.ROOT);
    }

    /** The same settings with secret values masked, for showing. */
    public Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("type", type);
        settings.forEach(
                (key, value) -> shown.put(key, SECRETS.contains(key.toLowerCase(Locale.ROOT)) ? "***" : value));
        return shown;
    }

    @Override
    public String toString() {
        return shown().toString();
    }
}
