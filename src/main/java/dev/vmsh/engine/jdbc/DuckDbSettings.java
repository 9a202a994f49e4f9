package dev.vmsh.engine.jdbc;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A DuckDB connection block.
 *
 * @param shown the database as the user wrote it
 * @param file absolute path of the database file; null for a database in memory
 * @param catalogs files to attach, by alias, in order; the first is the default catalog
 * @param onRoot statements that set the whole database up, run once
 * @param onSession statements that set each session up
 * @param lockTimeout how long to wait for another process to let go of the file
 */
record DuckDbSettings(
        String shown,
        Path file,
        boolean readOnly,
        Map<String, Catalog> catalogs,
        List<Extension> extensions,
        List<String> onRoot,
        List<String> onSession,
        Duration lockTimeout) {
    private static final int LOCK_TIMEOUT_SECONDS = 30;
    private static final Set<String> KNOWN = Set.of(
            "database", "catalogs", "extensions", "connector_config", "secrets", "filesystems", "read_only", "token");

    /**
     * A database to attach.
     *
     * @param file null for one that is no local file
     */
    record Catalog(String statement, Path file) {}

    record Extension(String name, String repository, boolean force) {}

    static DuckDbSettings of(ConnectionSettings connection, Path root) {
        var settings = new Settings(connection, KNOWN);
        if (!settings.list("filesystems").isEmpty()) {
            throw new UsageException(
                    "the setting 'filesystems' of the duckdb connection needs Python, which vmsh does not run",
                    "Use 'extensions' (httpfs) and 'secrets' instead");
        }
        if (settings.text("token") != null) {
            throw new UsageException("vmsh does not connect to MotherDuck", "Use a local database file");
        }
        String database = settings.text("database");
        boolean memory = database == null || database.equals(":memory:");
        Map<String, Catalog> catalogs = catalogs(settings, root);
        if (!memory && !catalogs.isEmpty()) {
            throw new UsageException(
                    "the duckdb connection has both 'database' and 'catalogs'",
                    "Keep one of them; with 'catalogs' the first one is the default");
        }
        var onSession = new ArrayList<String>();
        Map<String, Object> config = settings.map("connector_config");
        if (config.keySet().stream().noneMatch(key -> key.equalsIgnoreCase("timezone"))) {
            // otherwise a date cut from a TIMESTAMPTZ would depend on the machine
            onSession.add("SET TimeZone = 'UTC'");
        }
        config.forEach((key, value) -> onSession.add("SET %s = %s".formatted(name(key), literal(value))));
        catalogs.keySet().stream().findFirst().ifPresent(alias -> onSession.add("USE " + quote(alias)));
        return new DuckDbSettings(
                memory ? ":memory:" : database,
                memory ? null : root.resolve(database).toAbsolutePath().normalize(),
                settings.flag("read_only"),
                catalogs,
                extensions(settings),
                secrets(settings),
                onSession,
                Duration.ofSeconds(settings.number("lock_timeout", LOCK_TIMEOUT_SECONDS)));
    }

    /** The name DuckDB gives to the default catalog, without asking it: the file's name up to its first dot. */
    String defaultCatalog() {
        if (!catalogs.isEmpty()) {
            return catalogs.keySet().iterator().next().toLowerCase(Locale.ROOT);
        }
        if (file == null) {
            return "memory";
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
    }

    /** Whether nothing is lost when the database is closed and opened again. */
    boolean durable() {
        return file != null
                || (!catalogs.isEmpty() && catalogs.values().stream().allMatch(catalog -> catalog.file() != null));
    }

    private static Map<String, Catalog> catalogs(Settings settings, Path root) {
        var catalogs = new LinkedHashMap<String, Catalog>();
        settings.map("catalogs").forEach((alias, value) -> {
            Map<String, Object> options =
                    value instanceof Map<?, ?> ? settings.asMap("catalogs", value) : Map.of("path", value);
            String path = String.valueOf(options.getOrDefault("path", ":memory:"));
            String type = String.valueOf(options.getOrDefault("type", "duckdb")).toLowerCase(Locale.ROOT);
            boolean local = !path.equals(":memory:") && !path.contains("://") && type.equals("duckdb");
            Path file = local ? root.resolve(path).toAbsolutePath().normalize() : null;
            var clauses = new ArrayList<String>();
            if (!Set.of("duckdb", "ducklake", "motherduck").contains(type)) {
                clauses.add("TYPE " + name(type));
            }
            if (Boolean.parseBoolean(String.valueOf(options.get("read_only")))) {
                clauses.add("READ_ONLY");
            }
            String target = local
                    ? file.toString()
                    : type.equals("ducklake") && !path.startsWith("ducklake:") ? "ducklake:" + path : path;
            catalogs.put(
                    alias,
                    new Catalog(
                            "ATTACH IF NOT EXISTS %s AS %s%s"
                                    .formatted(
                                            SqlLiteral.text(target),
                                            quote(alias),
                                            clauses.isEmpty() ? "" : " (" + String.join(", ", clauses) + ")"),
                            file));
        });
        return catalogs;
    }

    private static List<Extension> extensions(Settings settings) {
        var extensions = new ArrayList<Extension>();
        for (Object item : settings.list("extensions")) {
            Map<String, Object> options =
                    item instanceof Map<?, ?> ? settings.asMap("extensions", item) : Map.of("name", item);
            Object repository = options.get("repository");
            extensions.add(new Extension(
                    name(String.valueOf(options.get("name"))),
                    repository == null ? null : repository.toString(),
                    Boolean.parseBoolean(String.valueOf(options.get("force_install")))));
        }
        return extensions;
    }

    private static List<String> secrets(Settings settings) {
        var statements = new ArrayList<String>();
        Object secrets = settings.raw("secrets");
        if (secrets instanceof List<?> list) {
            for (Object item : list) {
                statements.add(secret("", settings.asMap("secrets", item)));
            }
        } else if (secrets != null) {
            settings.asMap("secrets", secrets)
                    .forEach(
                            (name, item) -> statements.add(secret(quote(name) + " ", settings.asMap("secrets", item))));
        }
        return statements;
    }

    private static String secret(String name, Map<String, Object> options) {
        var clauses = new ArrayList<String>();
        options.forEach((key, value) -> clauses.add(name(key) + " " + literal(value)));
        return "CREATE OR REPLACE SECRET %s(%s)".formatted(name, String.join(", ", clauses));
    }

    private static String literal(Object value) {
        return value instanceof Boolean || value instanceof Number
                ? value.toString()
                : SqlLiteral.text(String.valueOf(value));
    }

    /** A name that stands in SQL without quotes. */
    private static String name(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new UsageException(
                    "'%s' is not a name that the duckdb connection can use".formatted(name),
                    "Use letters, digits and _");
        }
        return name;
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
