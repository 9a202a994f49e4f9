package dev.vmsh.project.files;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which settings a connection of each engine may have. */
final class ConnectionKeys {
    private static final Set<String> COMMON = Set.of(
            "type",
            "concurrent_tasks",
            "register_comments",
            "pre_ping",
            "pretty_sql",
            "schema_differ_overrides",
            "catalog_type_overrides",
            "check_import");
    private static final Map<String, Set<String>> KEYS = Map.of(
            "duckdb",
            Set.of(
                    "database",
                    "catalogs",
                    "extensions",
                    "connector_config",
                    "secrets",
                    "filesystems",
                    "token",
                    "read_only",
                    "lock_timeout"),
            "postgres",
            Set.of(
                    "host",
                    "user",
                    "password",
                    "port",
                    "database",
                    "service",
                    "keepalives_idle",
                    "keepalives_interval",
                    "keepalives_count",
                    "connect_timeout",
                    "lock_timeout",
                    "statement_timeout",
                    "role",
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "keepalives",
                    "search_path",
                    "options",
                    "application_name"),
            "trino",
            Set.of(
                    "host",
                    "user",
                    "catalog",
                    "method",
                    "port",
                    "http_scheme",
                    "roles",
                    "http_headers",
                    "session_properties",
                    "retries",
                    "timezone",
                    "password",
                    "verify",
                    "impersonation_user",
                    "keytab",
                    "krb5_config",
                    "principal",
                    "service_name",
                    "hostname_override",
                    "mutual_authentication",
                    "force_preemptive",
                    "sanitize_mutual_error_response",
                    "delegate",
                    "jwt_token",
                    "client_certificate",
                    "client_private_key",
                    "cert",
                    "source",
                    "connect_timeout",
                    "stall_timeout",
                    "statement_timeout",
                    "schema_location_mapping",
                    "timestamp_mapping"));

    private ConnectionKeys() {}

    /** Empty for an engine that is not known here: its settings are not judged. */
    static Optional<Set<String>> known(String type) {
        return Optional.ofNullable(KEYS.get(type))
                .map(keys -> Stream.concat(COMMON.stream(), keys.stream()).collect(Collectors.toUnmodifiableSet()));
    }
}
