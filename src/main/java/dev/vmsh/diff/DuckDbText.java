package dev.vmsh.diff;

import java.util.Optional;

/** Canonical text as DuckDB writes it. */
final class DuckDbText implements CanonicalText {
    @Override
    public Optional<String> of(String value, ColumnType type) {
        return switch (type.family()) {
            case INTEGER, TEXT -> Optional.of(cast(value));
            case DECIMAL ->
                Optional.of("CASE WHEN contains(%1$s, '.') THEN rtrim(rtrim(%1$s, '0'), '.') ELSE %1$s END"
                        .formatted(cast(value)));
            case FLOAT ->
                Optional.of(
                        "CASE WHEN isnan(%1$s) THEN 'NaN' ELSE CAST(CAST(CAST(%1$s AS DOUBLE) + 0 AS BIT) AS VARCHAR) END"
                                .formatted(value));
            case BOOLEAN -> Optional.of("CASE WHEN %1$s THEN 't' WHEN NOT %1$s THEN 'f' END".formatted(value));
            case TIME -> time(value, type);
            case OTHER -> other(value, type);
        };
    }

    private Optional<String> time(String value, ColumnType type) {
        if (type.name().equals("timestamp_ns")) {
            return Optional.empty();
        }
        String instant = ColumnType.one(type.name()).equals("timestamp with time zone")
                ? value
                : "CAST(" + value + " AS TIMESTAMP)";
        return Optional.of("CASE WHEN isfinite(%s) THEN CAST(epoch_us(%s) AS VARCHAR) ELSE %s END"
                .formatted(value, instant, cast(value)));
    }

    private Optional<String> other(String value, ColumnType type) {
        return switch (ColumnType.one(type.name())) {
            case "uuid", "time" -> Optional.of(cast(value));
            case "bytea" -> Optional.of("lower(hex(" + value + "))");
            default -> Optional.empty();
        };
    }

    @Override
    public String hash(String text) {
        return "CAST('0x' || left(md5(" + text + "), 15) AS BIGINT)";
    }

    @Override
    public String cast(String value) {
        return "CAST(" + value + " AS VARCHAR)";
    }
}
