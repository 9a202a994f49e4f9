package dev.vmsh.engine;

import dev.vmsh.interval.Interval;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Column;
import java.time.Instant;
import java.util.Objects;

/**
 * The first and the last value of a time column within an interval, both included, as literals of the column's type.
 *
 * <p>Times are UTC. The last value is the smallest step that the type knows before the interval's end: no row can lie between.
 */
record TimeWindow(String low, String high) {
    /**
     * @param format a strftime pattern, for columns that hold times as text or numbers
     * @throws VmshException if the column's type cannot hold such times
     */
    static TimeWindow of(Column column, String format, Interval range) {
        Objects.requireNonNull(range, "a batch by time covers an interval");
        return new TimeWindow(
                literal(column, format, range.start()),
                literal(
                        column,
                        format,
                        range.end().minus(TimeType.of(column.type()).step())));
    }

    private static String literal(Column column, String format, Instant instant) {
        TimeType type = TimeType.of(column.type());
        if (type == TimeType.TEXT) {
            return SqlParts.literal(Strftime.format(format, instant));
        }
        if (type == TimeType.NUMBER) {
            return number(column, format, instant);
        }
        return type.literal(instant, column.type());
    }

    private static String number(Column column, String format, Instant instant) {
        String text = Strftime.format(format, instant);
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new VmshException(
                    "Time column %s is %s, but its format %s does not give a number"
                            .formatted(column.name(), column.type(), format),
                    "Write time_column (%s, '%%Y%%m%%d') with the format that its values have"
                            .formatted(column.name()));
        }
        return text;
    }
}
