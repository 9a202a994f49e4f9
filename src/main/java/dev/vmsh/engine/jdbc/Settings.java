package dev.vmsh.engine.jdbc;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a connection block strictly: a misspelt or missing setting is an error that names it. */
final class Settings {
    /** Settings that every engine accepts; other rooms read them. */
    private static final Set<String> COMMON = Set.of(
            "concurrent_tasks",
            "register_comments",
            "pre_ping",
            "pretty_sql",
            "schema_differ_overrides",
            "catalog_type_overrides",
            "check_import",
            "lock_timeout");

    private final ConnectionSettings settings;

    Settings(ConnectionSettings settings, Set<String> known) {
        this.settings = settings;
        var all = new TreeSet<>(known);
        all.addAll(COMMON);
        for (String key : settings.settings().keySet()) {
            if (!all.contains(key)) {
                throw new UsageException(
                        "the %s connection has no setting '%s'".formatted(settings.type(), key),
                        NearName.of(key, all)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("Settings: " + String.join(", ", all)));
            }
        }
    }

    /** The setting as text; null if it is not there or empty. */
    String text(String key) {
        String value = settings.text(key, "").strip();
        return value.isEmpty() ? null : value;
    }

    boolean flag(String key) {
        return settings.flag(key, false);
    }

    int number(String key, int fallback) {
        return number(key, text(key), fallback);
    }

    /** @param value as text, from wherever it comes; null for {@code fallback} */
    int number(String key, String value, int fallback) {
        if (value == null) {
            return fallback;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "the setting '%s' of the %s connection is not a whole number: %s"
                            .formatted(key, settings.type(), value),
                    "Write a number without quotes, for example %s: %d".formatted(key, fallback));
        }
    }

    /** A setting that is a map; empty if it is not there. */
    Map<String, Object> map(String key) {
        Object value = settings.settings().get(key);
        return value == null ? Map.of() : asMap(key, value);
    }

    Map<String, Object> asMap(String key, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrongShape(key, "a map of names to values");
        }
        var result = new LinkedHashMap<String, Object>();
        map.forEach((name, item) -> result.put(String.valueOf(name), item));
        return result;
    }

    /** A setting that is a list; empty if it is not there. */
    List<Object> list(String key) {
        Object value = settings.settings().get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrongShape(key, "a list");
        }
        return new ArrayList<>(list);
    }

    Object raw(String key) {
        return settings.settings().get(key);
    }

    private UsageException wrongShape(String key, String expected) {
        return new UsageException(
                "the setting '%s' of the %s connection must be %s".formatted(key, settings.type(), expected),
                "Correct it in the project's config.yaml");
    }
}
