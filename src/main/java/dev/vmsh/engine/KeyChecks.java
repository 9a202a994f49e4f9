package dev.vmsh.engine;

import java.util.List;
import java.util.stream.Collectors;

/** The checks of keys that should tell rows apart. */
final class KeyChecks {
    private KeyChecks() {}

    /** @param table where the new rows are, quoted */
    static List<LoadCheck> of(String table, List<String> keys) {
        return List.of(missing(table, keys), repeated(table, keys));
    }

    private static LoadCheck missing(String table, List<String> keys) {
        String condition = keys.stream().map(key -> "(" + key + ") IS NULL").collect(Collectors.joining(" OR "));
        return new LoadCheck(
                "null_unique_key",
                "SELECT * FROM " + table + " WHERE " + condition,
                "Rows without a value in the unique key (%s): they would be added again by every batch"
                        .formatted(String.join(", ", keys)),
                true);
    }

    private static LoadCheck repeated(String table, List<String> keys) {
        String list = OneRowPerKey.list(keys);
        return new LoadCheck(
                "duplicate_unique_key",
                "SELECT %s, COUNT(*) AS \"rows\" FROM %s GROUP BY %s HAVING COUNT(*) > 1".formatted(list, table, list),
                "Several rows of one batch have the same unique key (%s)".formatted(String.join(", ", keys)),
                false);
    }
}
