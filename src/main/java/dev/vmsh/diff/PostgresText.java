package dev.vmsh.diff;

import java.util.Optional;

/** Canonical text as PostgreSQL writes it. */
final class PostgresText implements CanonicalText {
    @Override
    public Optional<String> of(String value, ColumnType type) {
        return switch (type.family()) {
            case INTEGER, TEXT -> Optional.of(cast(value));
            case DECIMAL -> Optional.of("CAST(trim_scale(" + value + ") AS text)");
            case FLOAT ->
                Optional.of(
                        ("CASE WHEN %1$s = 'NaN' THEN 'NaN' ELSE CAST(CAST('x' || encode(float8send(CAST(%1$s AS double"
                                        + " precision) + 0), 'hex') AS bit(64)) AS text) END")
                                .formatted(value));
            case BOOLEAN -> Optional.of("CASE WHEN %1$s THEN 't' WHEN NOT %1$s THEN 'f' END".formatted(value));
            case TIME ->
                Optional.of(
                        ("CASE WHEN isfinite(%1$s) THEN CAST(CAST(extract(epoch FROM %2$s) * 1000000 AS bigint) AS text)"
                                        + " ELSE CAST(%1$s AS text) END")
                                .formatted(value, instant(value, type)));
            case OTHER ->
                switch (ColumnType.one(type.name())) {
                    case "uuid", "time" -> Optional.of(cast(value));
                    case "bytea" -> Optional.of("encode(" + value + ", 'hex')");
                    default -> Optional.empty();
                };
        };
    }

    private static String instant(String value, ColumnType type) {
        return ColumnType.one(type.name()).equals("timestamp with time zone")
                ? value
                : "CAST(" + value + " AS timestamp)";
    }

    @Override
    public String hash(String text) {
        return "CAST(CAST('x' || left(md5(" + text + "), 15) AS bit(60)) AS bigint)";
    }

    @Override
    public String cast(String value) {
        return "CAST(" + value + " AS text)";
    }
}
