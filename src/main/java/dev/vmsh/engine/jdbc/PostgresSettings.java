package dev.vmsh.engine.jdbc;

import static java.util.Map.entry;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL connection block, completed from the service and the environment variables that PostgreSQL's own programs read. The driver
 * looks a missing password up in {@code ~/.pgpass}, or where {@code PGPASSFILE} says.
 *
 * @param shown {@code user@host:port/database}: no secret
 * @param url for the driver, which takes the database's name from nowhere else
 * @param properties for the driver; holds the password, so never shown
 * @param onSession statements that set each session up, and up anew after it was used
 */
record PostgresSettings(String shown, String url, String database, Properties properties, List<String> onSession) {
    private static final int DEFAULT_PORT = 5432;

    /** What each setting is called in the environment; null where PostgreSQL's programs read no variable. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            entry("host", "PGHOST"),
            entry("port", "PGPORT"),
            entry("user", "PGUSER"),
            entry("password", "PGPASSWORD"),
            entry("database", "PGDATABASE"),
            entry("service", "PGSERVICE"),
            entry("sslmode", "PGSSLMODE"),
            entry("sslrootcert", "PGSSLROOTCERT"),
            entry("sslcert", "PGSSLCERT"),
            entry("sslkey", "PGSSLKEY"),
            entry("options", "PGOPTIONS"),
            entry("application_name", "PGAPPNAME"),
            entry("connect_timeout", "PGCONNECT_TIMEOUT"));

    private static final Set<String> KNOWN = Stream.concat(
                    VARIABLES.keySet().stream(),
                    Stream.of(
                            "role",
                            "keepalives",
                            "keepalives_idle",
                            "keepalives_interval",
                            "keepalives_count",
                            "statement_timeout",
                            "search_path"))
            .collect(Collectors.toUnmodifiableSet());

    static PostgresSettings of(ConnectionSettings connection, Map<String, String> environment) {
        var settings = new Settings(connection, KNOWN);
        var source = new Source(settings, environment);
        String host = source.required("host");
        String user = source.required("user");
        String database = source.required("database");
        int port = source.number("port", DEFAULT_PORT);
        var properties = new Properties();
        properties.setProperty("user", user);
        for (String key : List.of("password", "sslmode", "sslrootcert", "sslcert", "sslkey", "options")) {
            String value = source.text(key);
            if (value != null) {
                properties.setProperty(key, value);
            }
        }
        String timeout = Integer.toString(source.number("connect_timeout", 10));
        properties.setProperty("connectTimeout", timeout);
        properties.setProperty("loginTimeout", timeout);
        properties.setProperty("tcpKeepAlive", Boolean.toString(settings.number("keepalives", 1) != 0));
        // values are read from the server's text
        properties.setProperty("binaryTransfer", "false");
        return new PostgresSettings(
                "%s@%s:%d/%s".formatted(user, host, port, database),
                "jdbc:postgresql://%s:%d/%s".formatted(host, port, URLEncoder.encode(database, StandardCharsets.UTF_8)),
                database,
                properties,
                onSession(settings, source));
    }

    /** Where a setting comes from: the connection block, else the service that it names, else the environment. */
    private record Source(Settings settings, Map<String, String> service, Map<String, String> environment) {
        Source(Settings settings, Map<String, String> environment) {
            this(settings, service(settings, environment), environment);
        }

        private static Map<String, String> service(Settings settings, Map<String, String> environment) {
            String name = or(settings.text("service"), environment.get(VARIABLES.get("service")));
            return name == null ? Map.of() : new PostgresServices(environment).settings(name);
        }

        /** Null if nobody says. */
        String text(String key) {
            String inService = key.equals("database") ? "dbname" : key;
            return or(or(settings.text(key), service.get(inService)), environment.get(VARIABLES.get(key)));
        }

        int number(String key, int fallback) {
            return settings.number(key, text(key), fallback);
        }

        String required(String key) {
            String value = text(key);
            if (value == null) {
                throw new UsageException(
                        "the postgres connection has no '%s'".formatted(key),
                        "Add '%s:' to the connection in config.yaml, or set %s".formatted(key, VARIABLES.get(key)));
            }
            return value;
        }
    }

    private static List<String> onSession(Settings settings, Source source) {
        var statements = new ArrayList<String>();
        // the driver would set the machine's own zone, and dates cut from a TIMESTAMPTZ would depend on it
        statements.add("SET TimeZone = 'UTC'");
        statements.add("SET standard_conforming_strings = on");
        statements.add("SET application_name = " + SqlLiteral.text(or(source.text("application_name"), "vmsh")));
        for (String timeout : List.of("statement_timeout", "lock_timeout")) {
            String value = settings.text(timeout);
            if (value != null) {
                statements.add("SET %s = %s".formatted(timeout, SqlLiteral.text(duration(value))));
            }
        }
        for (String pause : List.of("idle", "interval", "count")) {
            int value = settings.number("keepalives_" + pause, 0);
            if (value > 0) {
                // the server asks whether this side is still there, which keeps routers in between from forgetting the
                // connection
                statements.add("SET tcp_keepalives_%s = %d".formatted(pause, value));
            }
        }
        String path = settings.text("search_path");
        if (path != null) {
            statements.add("SET search_path = " + path);
        }
        String role = settings.text("role");
        if (role != null) {
            statements.add("SET ROLE " + SqlLiteral.text(role));
        }
        return statements;
    }

    /** A bare number is seconds, as in every other setting. */
    private static String duration(String value) {
        return value.chars().allMatch(Character::isDigit) ? value + "s" : value;
    }

    private static String or(String value, String otherwise) {
        return value != null ? value : otherwise;
    }

    /** Without the properties, among which is the password. */
    @Override
    public String toString() {
        return shown;
    }
}
