package dev.vmsh.diff;

import dev.vmsh.problem.UsageException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How two tables are compared.
 *
 * @param on key columns or expressions over a row's columns; empty to take the model's own key
 * @param decimals places to which numbers with fractions are rounded before they are compared; empty to compare them exactly
 * @param tolerances by column, how far apart two numbers may be and still be the same
 * @param where condition that rows must meet on both sides; null for none
 * @param limit most sample rows of each sort
 * @param skipColumns columns that are not compared
 * @param keysOnly whether only the presence of keys is compared
 * @param samples whether to fetch sample rows
 */
public record TableDiffOptions(
        List<String> on,
        OptionalInt decimals,
        Map<String, BigDecimal> tolerances,
        String where,
        int limit,
        List<String> skipColumns,
        boolean keysOnly,
        boolean samples) {
    public static final int DEFAULT_LIMIT = 20;
    private static final int MOST_DECIMALS = 30;

    /** Every column, exactly, without samples. */
    public static final TableDiffOptions EXACT = new TableDiffOptions(
            List.of(), OptionalInt.empty(), Map.of(), null, DEFAULT_LIMIT, List.of(), false, false);

    /**
     * Checks the numbers.
     *
     * @throws UsageException if one is out of its range
     */
    public TableDiffOptions {
        on = List.copyOf(on);
        tolerances = Map.copyOf(tolerances);
        skipColumns = List.copyOf(skipColumns);
        if (decimals.isPresent() && (decimals.getAsInt() < 0 || decimals.getAsInt() > MOST_DECIMALS)) {
            throw new UsageException(
                    "--decimals %d is not between 0 and %d".formatted(decimals.getAsInt(), MOST_DECIMALS),
                    "Write a number of decimal places: --decimals 3");
        }
        if (limit < 0) {
            throw new UsageException("--limit %d is below 0".formatted(limit), "Write a number of rows: --limit 20");
        }
    }

    /**
     * Reads {@code column=0.01}, in order.
     *
     * @throws UsageException if one is not of that form
     */
    public static Map<String, BigDecimal> tolerances(List<String> texts) {
        var tolerances = new LinkedHashMap<String, BigDecimal>();
        for (String text : texts) {
            int equals = text.lastIndexOf('=');
            if (equals < 1) {
                throw notATolerance(text);
            }
            BigDecimal tolerance;
            try {
                tolerance = new BigDecimal(text.substring(equals + 1).strip());
            } catch (NumberFormatException notANumber) {
                throw notATolerance(text);
            }
            if (tolerance.signum() < 0) {
                throw notATolerance(text);
            }
            tolerances.put(text.substring(0, equals).strip(), tolerance);
        }
        return tolerances;
    }

    private static UsageException notATolerance(String text) {
        return new UsageException(
                "'%s' is not a tolerance".formatted(text), "Write column=number: --tolerance price=0.01");
    }

    public TableDiffOptions withOn(List<String> changed) {
        return new TableDiffOptions(changed, decimals, tolerances, where, limit, skipColumns, keysOnly, samples);
    }

    public TableDiffOptions withDecimals(int changed) {
        return new TableDiffOptions(
                on, OptionalInt.of(changed), tolerances, where, limit, skipColumns, keysOnly, samples);
    }

    public TableDiffOptions withTolerances(Map<String, BigDecimal> changed) {
        return new TableDiffOptions(on, decimals, changed, where, limit, skipColumns, keysOnly, samples);
    }

    public TableDiffOptions withWhere(String changed) {
        return new TableDiffOptions(on, decimals, tolerances, changed, limit, skipColumns, keysOnly, samples);
    }

    public TableDiffOptions withSkipColumns(List<String> changed) {
        return new TableDiffOptions(on, decimals, tolerances, where, limit, changed, keysOnly, samples);
    }

    public TableDiffOptions withKeysOnly() {
        return new TableDiffOptions(on, decimals, tolerances, where, limit, skipColumns, true, samples);
    }

    /**
     * The same with samples.
     *
     * @param changed most rows of each sort
     */
    public TableDiffOptions withSamples(int changed) {
        return new TableDiffOptions(on, decimals, tolerances, where, changed, skipColumns, keysOnly, true);
    }
}
