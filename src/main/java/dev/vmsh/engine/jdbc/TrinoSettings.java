package dev.vmsh.engine.jdbc;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A Trino connection block.
 *
 * @param shown {@code user@host:port/catalog}: no secret
 * @param url for the driver
 * @param method how people show who they are, one of {@link #METHODS}
 * @param properties for the driver; hold secrets, so never shown
 * @param source what the server's list of queries calls this program
 * @param connectTimeout how long the coordinator may be silent
 * @param stallTimeout how long a query that is not queued may make no progress; zero for ever
 * @param locations patterns of schema names, each with where such a schema's tables lie; {@code @{schema_name}} stands for the name
 */
record TrinoSettings(
        String shown,
        String url,
        String catalog,
        String method,
        Properties properties,
        String source,
        Duration connectTimeout,
        Duration stallTimeout,
        Map<Pattern, String> locations) {
    private static final String SCHEMA_NAME = "@{schema_name}";
    private static final Set<String> KNOWN = Set.of(
            "host",
            "user",
            "catalog",
            "method",
            "port",
            "http_scheme",
            "roles",
            "session_properties",
            "retries",
            "timezone",
            "password",
            "verify",
            "impersonation_user",
            "cert",
            "jwt_token",
            "source",
            "connect_timeout",
            "stall_timeout",
            "statement_timeout",
            "schema_location_mapping");

    /** How a person can show who they are. */
    private static final List<String> METHODS = List.of("no-auth", "basic", "ldap", "jwt");

    static TrinoSettings of(ConnectionSettings connection) {
        var settings = new Settings(connection, KNOWN);
        String host = required(settings, "host", "the coordinator's name: 'host: trino.example.com'");
        String user = required(settings, "user", "who the queries run as");
        String catalog = required(settings, "catalog", "the catalog that models are kept in: 'catalog: iceberg'");
        String method = or(settings.text("method"), "no-auth");
        String scheme = or(settings.text("http_scheme"), "https");
        check(method, scheme);
        boolean secure = scheme.equals("https");
        int port = settings.number("port", secure ? 443 : 80);
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("SSL", Boolean.toString(secure));
        authenticate(settings, method, properties);
        put(properties, "sessionUser", settings.text("impersonation_user"));
        put(properties, "roles", pairs(settings.map("roles")));
        put(properties, "sessionProperties", pairs(sessionProperties(settings)));
        properties.setProperty("timezone", or(settings.text("timezone"), "UTC"));
        if (secure) {
            verification(settings, properties);
        }
        return new TrinoSettings(
                "%s@%s:%d/%s".formatted(user, host, port, catalog),
                "jdbc:trino://%s:%d/%s".formatted(host, port, catalog),
                catalog.toLowerCase(Locale.ROOT),
                method,
                properties,
                or(settings.text("source"), "vmsh"),
                Duration.ofSeconds(settings.number("connect_timeout", 20)),
                Duration.ofSeconds(settings.number("stall_timeout", 60)),
                locations(settings));
    }

    private static void check(String method, String scheme) {
        if (!METHODS.contains(method)) {
            throw new UsageException(
                    "vmsh does not know the method '%s' of a trino connection".formatted(method),
                    "Use one of: " + String.join(", ", METHODS));
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new UsageException(
                    "http_scheme of a trino connection is not '%s'".formatted(scheme), "Write http or https");
        }
        if (scheme.equals("http") && !method.equals("no-auth")) {
            throw new UsageException(
                    "a trino connection does not send a password or a token over http, where everybody can read it",
                    "Write http_scheme: https, or method: no-auth");
        }
    }

    private static void authenticate(Settings settings, String method, Properties properties) {
        if (method.equals("jwt")) {
            properties.setProperty("accessToken", required(settings, "jwt_token", "the token that method: jwt sends"));
        } else if (!method.equals("no-auth")) {
            properties.setProperty(
                    "password", required(settings, "password", "what method: %s sends".formatted(method)));
        }
    }

    /** A time-out of ours is one of the server's too, so that it gives up what nobody waits for. */
    private static Map<String, Object> sessionProperties(Settings settings) {
        var all = new LinkedHashMap<>(settings.map("session_properties"));
        String limit = settings.text("statement_timeout");
        if (limit != null) {
            all.putIfAbsent("query_max_run_time", limit.chars().allMatch(Character::isDigit) ? limit + "s" : limit);
        }
        return all;
    }

    private static void verification(Settings settings, Properties properties) {
        String verify = settings.text("verify");
        if ("false".equalsIgnoreCase(verify)) {
            properties.setProperty("SSLVerification", "NONE");
        } else if (verify != null && !verify.equalsIgnoreCase("true")) {
            properties.setProperty("SSLTrustStorePath", verify);
        }
        put(properties, "SSLTrustStorePath", settings.text("cert"));
    }

    private static String pairs(Map<String, Object> map) {
        var pairs = new ArrayList<String>();
        map.forEach((name, value) -> pairs.add(name + ":" + value));
        return pairs.isEmpty() ? null : String.join(";", pairs);
    }

    private static Map<Pattern, String> locations(Settings settings) {
        var locations = new LinkedHashMap<Pattern, String>();
        settings.map("schema_location_mapping").forEach((pattern, location) -> {
            if (!String.valueOf(location).contains(SCHEMA_NAME)) {
                throw new UsageException(
                        "schema_location_mapping of the trino connection sends every schema to one place: " + location,
                        "Put %s into it".formatted(SCHEMA_NAME));
            }
            try {
                locations.put(Pattern.compile(pattern), String.valueOf(location));
            } catch (PatternSyntaxException e) {
                throw new UsageException(
                        "schema_location_mapping of the trino connection has a pattern that is none: " + pattern,
                        "Write a regular expression: '^raw_.*$' (" + e.getDescription() + ")");
            }
        });
        return locations;
    }

    /** Where the tables of a new schema lie; null for where the catalog puts them. */
    String location(String schema) {
        return locations.entrySet().stream()
                .filter(each -> each.getKey().matcher(schema).find())
                .map(each -> each.getValue().replace(SCHEMA_NAME, schema))
                .findFirst()
                .orElse(null);
    }

    /**
     * How long an answer may take. A coordinator answers within a second how far a query is, and a thread that waits for bytes cannot be
     * called back: so no longer than a query may be at a standstill.
     */
    Duration silence() {
        return stallTimeout.isZero() || connectTimeout.compareTo(stallTimeout) < 0 ? connectTimeout : stallTimeout;
    }

    /** What to change when the cluster does not believe who is asking. */
    String renewal() {
        return switch (method) {
            case "jwt" ->
                "Get a new token for 'jwt_token' of the connection: this one has expired, or is not signed by whom the cluster trusts";
            case "no-auth" ->
                "The cluster wants to know who is asking: set 'method: basic' and a password, or 'method: jwt' and a jwt_token, in the connection";
            default -> "Check user and password of the connection";
        };
    }

    private static String required(Settings settings, String key, String what) {
        String value = settings.text(key);
        if (value == null) {
            throw new UsageException(
                    "the trino connection has no '%s'".formatted(key),
                    "Add '%s:' to the connection in config.yaml: %s".formatted(key, what));
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

    /** Without the properties, among which are secrets. */
    @Override
    public String toString() {
        return shown;
    }
}
