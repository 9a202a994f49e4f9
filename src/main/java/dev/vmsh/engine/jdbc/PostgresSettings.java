package dev.vmsh.engine.jdbc;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * A PostgreSQL connection block, completed from the environment variables that PostgreSQL's own programs read. The driver looks a missing
 * password up in {@code ~/.pgpass}.
 *
 * @param shown {@code user@host:port/database}: no secret
 * @param url for the driver, which takes the database's name from nowhere else
 * @param properties for the driver; holds the password, so never shown
 * @param onSession statements that set each session up, and up anew after it was used
 */
record PostgresSettings(String shown, String url, String database, Properties properties, List<String> onSession) {
    private static final int DEFAULT_PORT = 5432;
    private static final Set<String> KNOWN = Set.of(
            "host",
            "port",
            "user",
            "password",
            "database",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "role",
            "application_name",
            "connect_timeout",
            "keepalives",
            "keepalives_idle",
            "statement_timeout",
            "search_path",
            "options");

    static PostgresSettings of(ConnectionSettings connection, Map<String, String> environment) {
        var settings = new Settings(connection, KNOWN);
        String host = required(settings, "host", environment, "PGHOST");
        String user = required(settings, "user", environment, "PGUSER");
        String database = required(settings, "database", environment, "PGDATABASE");
        int port = settings.number("port", or(settings.text("port"), environment.get("PGPORT")), DEFAULT_PORT);
        var properties = new Properties();
        properties.setProperty("user", user);
        put(properties, "password", or(settings.text("password"), environment.get("PGPASSWORD")));
        put(properties, "sslmode", or(settings.text("sslmode"), environment.get("PGSSLMODE")));
        put(properties, "sslrootcert", or(settings.text("sslrootcert"), environment.get("PGSSLROOTCERT")));
        put(properties, "sslcert", settings.text("sslcert"));
        put(properties, "sslkey", settings.text("sslkey"));
        put(properties, "options", or(settings.text("options"), environment.get("PGOPTIONS")));
        String timeout = Integer.toString(settings.number("connect_timeout", 10));
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
                onSession(settings));
    }

    private static List<String> onSession(Settings settings) {
        var statements = new ArrayList<String>();
        // the driver would set the machine's own zone, and dates cut from a TIMESTAMPTZ would depend on it
        statements.add("SET TimeZone = 'UTC'");
        statements.add("SET standard_conforming_strings = on");
        statements.add("SET application_name = " + SqlLiteral.text(or(settings.text("application_name"), "vmsh")));
        for (String timeout : List.of("statement_timeout", "lock_timeout")) {
            String value = settings.text(timeout);
            if (value != null) {
                statements.add("SET %s = %s".formatted(timeout, SqlLiteral.text(duration(value))));
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

    private static String required(Settings settings, String key, Map<String, String> environment, String variable) {
        String value = or(settings.text(key), environment.get(variable));
        if (value == null) {
            throw new UsageException(
                    "the postgres connection has no '%s'".formatted(key),
                    "Add '%s:' to the connection in config.yaml, or set %s".formatted(key, variable));
        }
        return value;
    }

    private static String or(String value, String otherwise) {
        return value != null ? value : otherwise;
    }

    private static void put(Properties properties, String key, String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }

    /** Without the properties, among which is the password. */
    @Override
    public String toString() {
        return shown;
    }
}
