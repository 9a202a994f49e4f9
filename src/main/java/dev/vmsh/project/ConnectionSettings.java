package dev.vmsh.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A {@code connection:} block: which engine, and its settings as read from YAML. Printing it hides secrets.
 *
 * @param type engine name, lower case: {@code duckdb}, {@code postgres}, {@code trino}
 * @param settings everything but {@code type}; values are strings, numbers, booleans, lists and maps
 */
public record ConnectionSettings(String type, Map<String, Object> settings) {
    private static final Set<String> SECRETS =
            Set.of("password", "token", "jwt_token", "secrets", "keyfile_json", "private_key", "client_private_key");

    /** {@code password=x} and {@code //user:x@host}. */
    private static final Pattern PASSWORD_IN_TEXT =
            Pattern.compile("((?:password|pwd|token)\\s*=\\s*|//[^/@:\\s]+:)([^\\s;&@']+)", Pattern.CASE_INSENSITIVE);

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
        settings.forEach((key, value) -> shown.put(key, masked(key, value)));
        return shown;
    }

    /** A secret may stand in a map of the engine's own settings, or in the text that says where a database is. */
    private static Object masked(String key, Object value) {
        if (SECRETS.contains(key.toLowerCase(Locale.ROOT))) {
            return "***";
        }
        if (value instanceof Map<?, ?> map) {
            var inner = new LinkedHashMap<String, Object>();
            map.forEach((name, each) -> inner.put(name.toString(), masked(name.toString(), each)));
            return inner;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> masked("", each)).toList();
        }
        return value instanceof String text ? PASSWORD_IN_TEXT.matcher(text).replaceAll("$1***") : value;
    }

    @Override
    public String toString() {
        return shown().toString();
    }
}
