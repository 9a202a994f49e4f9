package dev.vmsh.sql;

import dev.vmsh.problem.NearName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A dialect as a project's files name it: {@code postgres}, or with a setting {@code duckdb, normalization_strategy=case_sensitive}.
 *
 * @param strategy how names are normalised, lower case; null if that is not said. It changes nothing: a strategy that would is refused
 */
public record WrittenDialect(Dialect dialect, String strategy) {
    private static final List<String> STRATEGIES =
            List.of("lowercase", "uppercase", "case_sensitive", "case_insensitive", "case_insensitive_uppercase");

    /** @throws SqlException if there is no such dialect, or its setting is none or would change what names mean */
    public static WrittenDialect of(String text) {
        String[] parts = text.split(",", 2);
        String name = parts[0].strip().toLowerCase(Locale.ROOT);
        Dialect dialect = Dialect.named(name)
                .orElseThrow(() -> new SqlException(
                        "'%s' is not a dialect that vmsh knows".formatted(name),
                        NearName.hintOrAll(
                                name,
                                Arrays.stream(Dialect.values()).map(Dialect::id).collect(Collectors.toSet())),
                        0));
        return new WrittenDialect(
                dialect, parts.length == 1 || parts[1].isBlank() ? null : strategy(parts[1], dialect));
    }

    private static String strategy(String setting, Dialect dialect) {
        String[] sides = setting.split("=", 2);
        String value = sides.length == 2 ? sides[1].strip().toLowerCase(Locale.ROOT) : "";
        if (!sides[0].strip().equals("normalization_strategy") || !STRATEGIES.contains(value)) {
            throw new SqlException(
                    "'%s' is not a setting of a dialect".formatted(setting.strip()),
                    "Write %s, or %s, normalization_strategy=%s"
                            .formatted(dialect.id(), dialect.id(), STRATEGIES.get(0)),
                    0);
        }
        boolean own = value.equals(dialect.normalize("a", false).equals("A") ? "uppercase" : "lowercase");
        if (!own && !dialect.ignoresCaseInQuotes()) {
            throw new SqlException(
                    "names in %s cannot be %s here: the engine folds those without quotes"
                            .formatted(dialect.id(), value.replace('_', ' ')),
                    "Write dialect: %s, and quotes around the names whose case counts".formatted(dialect.id()),
                    0);
        }
        return value;
    }
}
