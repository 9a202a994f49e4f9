package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.time.Instant;
import java.util.Map;

/** The date variables: {@code start_ds}, {@code end_date}, {@code execution_ts} and the rest. */
public final class TimeVariables {
    private TimeVariables() {}

    /**
     * {@code <prefix>_ds, _date, _dt, _dtntz, _ts, _tstz, _epoch, _millis, _hour} for one instant.
     *
     * @param prefix {@code start}, {@code end}, {@code execution} or {@code latest}
     * @param instant the inclusive instant: for an end, already one microsecond before the exclusive one
     */
    public static Map<String, MacroValue> of(String prefix, Instant instant, Dialect dialect) {
        throw new UnsupportedOperationException("not built yet: " + prefix + instant + dialect);
    }
}
