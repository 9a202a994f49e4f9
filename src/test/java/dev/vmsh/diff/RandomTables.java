package dev.vmsh.diff;

import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Two random tables that are much alike, and what they hold. A value is a number: an index into its type's literals, -1 for NULL. Values
 * are equal if and only if the numbers are.
 */
final class RandomTables {
    private static final List<Type> DUCKDB = List.of(
            new Type("INTEGER", "0", "1", "-2147483648"),
            new Type("BIGINT", "9007199254740992", "9007199254740993", "9223372036854775807"),
            new Type("HUGEINT", "170141183460469231731687303715884105727", "0", "-1"),
            new Type("DOUBLE", "0.1", "0.30000000000000004", "0.3", "NaN", "Infinity", "-Infinity", "5e-324"),
            new Type("FLOAT", "0.1", "0.10000001", "NaN", "3.4e38"),
            new Type("DECIMAL(18,4)", "0.0001", "0.0002", "12345678901234.5678"),
            new Type("DECIMAL(38,2)", "0.00", "-0.01", "123456789012345678901234567890123456.78"),
            new Type(
                    "VARCHAR",
                    "",
                    " ",
                    "a",
                    "A",
                    "\u00e9",
                    "e\u0301",
                    "日本語",
                    "😀",
                    "a'b",
                    "NULL",
                    "line\nbreak",
                    "x,y"),
            new Type("BOOLEAN", "true", "false"),
            new Type("DATE", "2024-02-29", "1900-01-01", "infinity"),
            new Type("TIMESTAMP", "2024-01-01 00:00:00", "2024-01-01 00:00:00.000001", "0044-03-15 (BC) 12:00:00"),
            new Type("TIMESTAMPTZ", "2024-01-01 00:00:00+00", "2024-01-01 00:00:00+01"),
            new Type("TIME", "00:00:00", "23:59:59.999999"),
            new Type("INTERVAL", "1 month", "1 day", "1 second"),
            new Type("UUID", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
            new Type("BLOB", "", "\\x00", "\\x00\\x01", "abc"),
            new Type("ENUM('low', 'high')", "low", "high"),
            new Type("JSON", "{\"a\": 1}", "{\"a\": 2}", "[]", "null"),
            new Type("INTEGER[]", "[]", "[1, 2]", "[2, 1]", "[NULL]", "[1, NULL]"),
            new Type("DOUBLE[]", "[nan]", "[0.1]", "[]"),
            new Type(
                    "STRUCT(a INTEGER[], b MAP(VARCHAR, DOUBLE))[]",
                    "[]",
                    "[{'a': [1], 'b': {x=nan}}]",
                    "[{'a': [], 'b': {}}]"),
            new Type("BIT", "0", "1", "01"),
            new Type("TIMETZ", "00:00:00+00", "01:00:00+02"),
            new Type("TIMESTAMP_NS", "2024-01-01 00:00:00", "2024-01-01 00:00:00.000000001"),
            new Type("UHUGEINT", "0", "340282366920938463463374607431768211455"),
            new Type(
                    "STRUCT(a INTEGER, b VARCHAR)",
                    "{'a': 1, 'b': x}",
                    "{'a': 1, 'b': NULL}",
                    "{'a': NULL, 'b': NULL}"),
            new Type("MAP(VARCHAR, INTEGER)", "{a=1}", "{a=2}", "{}", "{a=1, b=2}"));

    private static final List<Type> POSTGRES = List.of(
            new Type("integer", "0", "1", "-2147483648"),
            new Type("bigint", "9007199254740992", "9007199254740993", "9223372036854775807"),
            new Type("double precision", "0.1", "0.30000000000000004", "0.3", "NaN", "Infinity", "-Infinity", "5e-324"),
            new Type("real", "0.1", "0.10000001", "NaN", "3.4e38"),
            new Type(
                    "numeric",
                    "0.0001",
                    "0.00010000000000000000000000000000001",
                    "NaN",
                    "1e100",
                    "Infinity",
                    "-Infinity"),
            new Type("numeric(18,4)", "0.0001", "12345678901234.5678", "0", "NaN"),
            new Type(
                    "text",
                    "",
                    " ",
                    "a",
                    "A",
                    "\u00e9",
                    "e\u0301",
                    "日本語",
                    "😀",
                    "a'b",
                    "NULL",
                    "line\nbreak",
                    "x,y",
                    "\"",
                    "\\"),
            new Type("varchar(20)", "", "a", "a "),
            new Type("char(5)", "a", "b"),
            new Type("boolean", "true", "false"),
            new Type("date", "2024-02-29", "1900-01-01", "infinity"),
            new Type("timestamp", "2024-01-01 00:00:00", "2024-01-01 00:00:00.000001", "-infinity"),
            new Type("timestamptz", "2024-01-01 00:00:00+00", "2024-01-01 00:00:00+01"),
            new Type("time", "00:00:00", "23:59:59.999999"),
            new Type("interval", "1 month", "1 day", "1 second"),
            new Type("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
            new Type("bytea", "", "\\x00", "\\x0001"),
            new Type("json", "{\"a\": 1}", "{\"a\": 2}", "[]", "null"),
            new Type("jsonb", "{\"a\": 1}", "{\"a\": 2}", "[]", "null"),
            new Type("integer[]", "{}", "{1,2}", "{2,1}", "{NULL}"),
            new Type("json[]", "{}", "{null}", "{1}"),
            new Type("numeric[]", "{}", "{NULL}", "{NaN}", "{Infinity}", "{0}"),
            new Type("bit(4)", "0000", "1010"),
            new Type("money", "0", "1.5"),
            new Type("timetz", "00:00:00+00", "01:00:00+02"),
            new Type("point", "(0,0)", "(1,2)"),
            new Type("box", "(1,1),(0,0)", "(2,2),(1,1)"),
            new Type("inet", "10.0.0.1", "10.0.0.0/8"));

    /** Types that both engines have, with literals that both read alike. */
    private static final List<Type> COMMON = List.of(
            new Type("integer", "0", "1", "-2147483648"),
            new Type("bigint", "9007199254740992", "9007199254740993", "9223372036854775807"),
            new Type(
                    "double precision",
                    "0.1",
                    "0.30000000000000004",
                    "0.3",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "5e-324",
                    "1e20"),
            new Type("real", "0.1", "0.10000001", "NaN", "3.4e38"),
            new Type("decimal(18,4)", "0.0001", "0.1000", "100.0000", "12345678901234.5678", "0"),
            new Type(
                    "text",
                    "",
                    " ",
                    "a",
                    "A",
                    "\u00e9",
                    "e\u0301",
                    "日本語",
                    "😀",
                    "a'b",
                    "NULL",
                    "line\nbreak",
                    "1:a",
                    "-"),
            new Type("boolean", "true", "false"),
            new Type("date", "2024-02-29", "1900-01-01", "infinity"),
            new Type("timestamp", "2024-01-01 00:00:00", "2024-01-01 00:00:00.000001", "-infinity"),
            new Type("timestamptz", "2024-01-01 00:00:00+00", "2024-01-01 00:00:00+01"),
            new Type("time", "00:00:00", "23:59:59.999999"),
            new Type("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
            new Type("bytea", "", "\\x00", "\\x01"));

    private final Random random;
    private final boolean common;
    final List<String> keys = new ArrayList<>();
    final List<Type> types = new ArrayList<>();
    final List<List<Integer>> source = new ArrayList<>();
    final List<List<Integer>> target = new ArrayList<>();

    /** @param literals different values as text */
    record Type(String name, List<String> literals) {
        Type(String name, String... literals) {
            this(name, List.of(literals));
        }
    }

    /** @param keyCount how many of the first columns are the key */
    RandomTables(Random random, Dialect dialect, int keyCount) {
        this(random, dialect == Dialect.DUCKDB ? DUCKDB : POSTGRES, keyCount);
    }

    /** Tables that DuckDB and PostgreSQL can both have. */
    static RandomTables common(Random random, int keyCount) {
        return new RandomTables(random, COMMON, keyCount); // their names are lower case: DuckDB knows no others
    }

    private RandomTables(Random random, List<Type> pool, int keyCount) {
        this.random = random;
        this.common = pool == COMMON;
        Type keyType = new Type("text", "", "a", "b", "c", "日", "d", "e", "f", "g", "h", "i", "j");
        for (int i = 0; i < keyCount; i++) {
            types.add(keyType);
            keys.add("key " + i);
        }
        int columns = random.nextInt(keyCount == 0 ? 1 : 0, 6);
        for (int i = 0; i < columns; i++) {
            types.add(pool.get(random.nextInt(pool.size())));
        }
        int rows = random.nextInt(25);
        boolean unique = random.nextBoolean();
        for (int i = 0; i < rows; i++) {
            List<Integer> row = row(keyCount);
            if (!unique
                    || source.stream()
                            .noneMatch(each -> each.subList(0, keyCount).equals(row.subList(0, keyCount)))) {
                source.add(row);
            }
        }
        int changes = random.nextInt(4);
        for (List<Integer> row : source) {
            if (changes == 0 || random.nextInt(6) > 0) {
                target.add(changes > 0 && random.nextInt(4) == 0 ? changed(row, keyCount) : row);
            }
            if (!unique && changes > 0 && random.nextInt(8) == 0) {
                target.add(row);
            }
        }
        for (int i = 0; i < changes && !unique; i++) {
            target.add(row(keyCount));
        }
        Collections.shuffle(target, random);
    }

    int keyCount() {
        return keys.size();
    }

    private List<Integer> row(int keyCount) {
        var row = new ArrayList<Integer>();
        for (int i = 0; i < types.size(); i++) {
            row.add(value(i, i < keyCount ? 10 : 4));
        }
        return row;
    }

    private List<Integer> changed(List<Integer> row, int keyCount) {
        var changed = new ArrayList<>(row);
        for (int i = keyCount; i < row.size(); i++) {
            if (random.nextInt(3) == 0) {
                changed.set(i, value(i, 4));
            }
        }
        return changed;
    }

    private int value(int column, int oneInNull) {
        return random.nextInt(oneInNull) == 0
                ? -1
                : random.nextInt(types.get(column).literals().size());
    }

    String name(int column) {
        return column < keyCount() ? keys.get(column) : (common ? "column " : "Column ") + column;
    }

    /** Makes tables {@code a} and {@code b} of them. */
    void create(TestDatabase database) {
        create(database, "a", source);
        create(database, "b", target);
    }

    void create(TestDatabase database, String table, List<List<Integer>> rows) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < types.size(); i++) {
            columns.add("\"%s\" %s".formatted(name(i), types.get(i).name()));
        }
        database.execute("DROP TABLE IF EXISTS " + table);
        database.execute("CREATE TABLE %s (%s)".formatted(table, String.join(", ", columns)));
        if (!rows.isEmpty()) {
            database.execute("INSERT INTO %s VALUES %s"
                    .formatted(table, rows.stream().map(this::literals).collect(Collectors.joining(",\n"))));
        }
    }

    private String literals(List<Integer> row) {
        var values = new String[row.size()];
        for (int i = 0; i < values.length; i++) {
            String text = row.get(i) < 0
                    ? "NULL"
                    : "'" + types.get(i).literals().get(row.get(i)).replace("'", "''") + "'";
            values[i] = "CAST(%s AS %s)".formatted(text, types.get(i).name());
        }
        return Arrays.stream(values).collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String toString() {
        return "types %s%nkeys %s%nsource %s%ntarget %s".formatted(types, keys, source, target);
    }
}
