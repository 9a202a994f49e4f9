package dev.vmsh.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A unit test of a model: given rows in, expected rows out. Values are as YAML has them: strings, numbers
 * ({@link java.math.BigDecimal}), booleans, lists, maps and null, and {@link Time}.
 *
 * @param name as written
 * @param file path relative to the project root
 * @param line where it begins
 * @param model name of the tested model, as written
 * @param description empty if not given
 * @param gateway null for the session's
 * @param schema where fixtures go; null for a made-up one
 * @param variables override the project's; names lower case, {@code start}, {@code end} and {@code execution_time} among them
 * @param inputs what each table read holds, by name as written; empty optional if the test lists none, so that none is checked
 * @param query expected result of the model's query; empty if only CTEs are tested
 * @param ctes expected results by CTE name
 * @param partial whether only the columns that are listed are compared
 */
public record UnitTest(
        String name,
        String file,
        int line,
        String model,
        String description,
        String gateway,
        String schema,
        Map<String, Object> variables,
        Optional<Map<String, Fixture>> inputs,
        Optional<Fixture> query,
        Map<String, Fixture> ctes,
        boolean partial) {
    public UnitTest {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        inputs = inputs.map(given -> Collections.unmodifiableMap(new LinkedHashMap<>(given)));
        ctes = Collections.unmodifiableMap(new LinkedHashMap<>(ctes));
    }

    /**
     * Rows for a table, or rows expected: given one by one, whether in the test itself or in a file that it names, or by a query.
     *
     * @param columns types by column, as far as given; in order
     * @param rows each a map from column to value; a column that is left out is NULL; empty if {@code query} is given
     * @param query SQL of the test engine; null if rows are given
     * @param partial whether only the columns listed are compared
     */
    public record Fixture(Map<String, String> columns, List<Map<String, Object>> rows, String query, boolean partial) {
        public Fixture {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            rows = List.copyOf(rows);
        }
    }

    /**
     * A date, or a date with a time, as YAML has them without quotes; in quotes they are text.
     *
     * @param text as written
     */
    public record Time(String text, boolean hasTime) {
        private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
        private static final Pattern TIMESTAMP =
                Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?");

        /** Empty for any other text. */
        public static Optional<Time> of(String text) {
            if (DATE.matcher(text).matches()) {
                return Optional.of(new Time(text, false));
            }
            return TIMESTAMP.matcher(text).matches() ? Optional.of(new Time(text, true)) : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The same test with other expected rows. */
    public UnitTest expecting(Fixture result, Map<String, Fixture> cteResults) {
        return new UnitTest(
                name,
                file,
                line,
                model,
                description,
                gateway,
                schema,
                variables,
                inputs,
                Optional.of(result),
                cteResults,
                partial);
    }

    /** Where it stands and what it is called: {@code tests/test_orders.yaml::test_orders_dedup}. */
    public String path() {
        return file + "::" + name;
    }
}
