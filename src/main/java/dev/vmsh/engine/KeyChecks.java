package dev.vmsh.engine;

import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The checks of keys that should tell rows apart. */
final class KeyChecks {
    private KeyChecks() {}

    /** @param table where the new rows are, quoted */
    static List<LoadCheck> of(String table, List<String> keys) {
        return List.of(missing(table, keys), repeated(table, keys, true));
    }

    /**
     * For a table that keeps the past of its keys: several rows of one key are its states, and the newest counts, unless it cannot be told
     * which that is.
     *
     * @param time the column that orders the states of a key; null if there is none
     * @param values expressions that tell two states apart
     */
    static List<LoadCheck> ofStates(String table, List<String> keys, String time, List<String> values) {
        return List.of(missing(table, keys), tied(table, keys, time, values), repeated(table, keys, false));
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

    private static LoadCheck repeated(String table, List<String> keys, boolean blocking) {
        String list = OneRowPerKey.list(keys);
        return new LoadCheck(
                "duplicate_unique_key",
                "SELECT %s, COUNT(*) AS \"rows\" FROM %s GROUP BY %s HAVING COUNT(*) > 1"
                        .formatted(named(keys), table, list),
                "Several rows of one batch have the same unique key (%s)%s"
                        .formatted(String.join(", ", keys), blocking ? "" : "; the newest counts"),
                blocking);
    }

    private static LoadCheck tied(String table, List<String> keys, String time, List<String> values) {
        var group = new ArrayList<>(keys);
        if (time != null) {
            group.add(TableName.quote(time));
        }
        var told = new ArrayList<>(OneRowPerKey.named(group));
        for (int at = 0; at < values.size(); at++) {
            told.add("%s AS \"_value_%d\"".formatted(values.get(at), at));
        }
        String names = IntStream.range(0, group.size())
                .mapToObj(at -> OneRowPerKey.name(at) + " AS " + shown(group.get(at)))
                .collect(Collectors.joining(", "));
        String by =
                IntStream.range(0, group.size()).mapToObj(OneRowPerKey::name).collect(Collectors.joining(", "));
        return new LoadCheck(
                "equal_times",
                "SELECT %s, COUNT(*) AS \"rows\" FROM (SELECT DISTINCT %s FROM %s) AS \"_states\" GROUP BY %s HAVING COUNT(*) > 1"
                        .formatted(names, String.join(", ", told), table, by),
                "Rows of one batch with the same unique key (%s)%s are different: it cannot be told which one is newer"
                        .formatted(String.join(", ", keys), time == null ? "" : " and the same " + time),
                true);
    }

    /** The keys under names that people know them by. */
    private static String named(List<String> keys) {
        return keys.stream().map(key -> "(" + key + ") AS " + shown(key)).collect(Collectors.joining(", "));
    }

    private static String shown(String key) {
        return TableName.quote(key.replace("\"", ""));
    }
}
