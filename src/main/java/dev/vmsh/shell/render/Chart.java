package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Column;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows as a picture sees them: each is a place on the horizontal axis with a value for each series. Immutable.
 *
 * @param axis name of the column along the horizontal axis; empty if the rows are counted
 * @param series names of the columns that are drawn, at least one
 * @param points in the order of the rows
 * @param measured whether the horizontal axis is one of times or numbers, so that distances along it mean something
 */
public record Chart(String axis, List<String> series, List<Point> points, boolean measured) {
    /** Most series that are drawn where nobody chose. */
    private static final int MOST_SERIES = 4;

    public Chart {
        series = List.copyOf(series);
        points = List.copyOf(points);
    }

    /**
     * One row.
     *
     * @param label of the place on the horizontal axis
     * @param at the place itself
     * @param values one for each series; NaN for NULL
     * @param texts the values exactly
     */
    public record Point(String label, double at, List<Double> values, List<String> texts) {
        public Point {
            values = List.copyOf(values);
            texts = List.copyOf(texts);
        }
    }

    /**
     * Which columns are drawn.
     *
     * @param axis along the horizontal axis; empty: the first that holds no numbers, else the first of several
     * @param series empty: those that hold numbers
     */
    public record Choice(Optional<String> axis, List<String> series) {}

    /**
     * Reads what is left of {@code rows}.
     *
     * @param most rows that are read
     * @throws UsageException if there is nothing to draw, or a chosen column is not there or holds no numbers
     */
    public static Chart read(Rows rows, Choice choice, int most) {
        List<Column> columns = rows.columns();
        int axis = axis(columns, choice);
        List<Integer> series = series(columns, choice, axis);
        var points = new ArrayList<Point>();
        boolean measured = axis >= 0;
        while (points.size() < most && rows.next()) {
            Object place = axis < 0 ? Integer.valueOf(points.size() + 1) : rows.value(axis);
            Optional<Double> at = place(place);
            measured &= at.isPresent();
            points.add(new Point(
                    Cell.line(place),
                    at.orElse((double) points.size()),
                    series.stream().map(rows::value).map(Chart::number).toList(),
                    series.stream().map(rows::value).map(Cell::line).toList()));
        }
        if (points.isEmpty()) {
            throw new UsageException("there are no rows to draw", "Ask for others");
        }
        return new Chart(
                axis < 0 ? "" : columns.get(axis).name(),
                series.stream().map(index -> columns.get(index).name()).toList(),
                points,
                measured);
    }

    /** The same places from left to right, whatever the order of the rows; as it is if distances mean nothing. */
    Chart fromLeftToRight() {
        if (!measured) {
            return this;
        }
        return new Chart(
                axis,
                series,
                points.stream().sorted(Comparator.comparingDouble(Point::at)).toList(),
                true);
    }

    /** Least and greatest value of a series that are numbers; both 0 if there is none. */
    Range range(int index) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            double value = point.values().get(index);
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        return least > greatest ? new Range(0, 0) : new Range(least, greatest);
    }

    /** From the least to the greatest of some numbers. */
    record Range(double least, double greatest) {
        Range with(Range other) {
            return new Range(Math.min(least, other.least), Math.max(greatest, other.greatest));
        }

        /** With 0 in it: the length of a bar is to mean something. */
        Range fromZero() {
            return with(new Range(0, 0));
        }

        /** Where {@code value} stands, from 0 to 1; in the middle if there is but one value. */
        double share(double value) {
            return greatest == least ? 0.5 : (value - least) / (greatest - least);
        }
    }

    private static int axis(List<Column> columns, Choice choice) {
        if (choice.axis().isPresent()) {
            return index(columns, choice.axis().get());
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!ColumnTypes.numeric(columns.get(i))
                    && !choice.series().contains(columns.get(i).name())) {
                return i;
            }
        }
        return columns.size() > 1 && choice.series().isEmpty() ? 0 : -1;
    }

    private static List<Integer> series(List<Column> columns, Choice choice, int axis) {
        var chosen = new ArrayList<Integer>();
        for (String name : choice.series()) {
            int index = index(columns, name);
            if (!ColumnTypes.numeric(columns.get(index))) {
                throw new UsageException(
                        "%s holds no numbers".formatted(name), "Draw one that does: " + numeric(columns));
            }
            chosen.add(index);
        }
        for (int i = 0; i < columns.size() && choice.series().isEmpty() && chosen.size() < MOST_SERIES; i++) {
            if (i != axis && ColumnTypes.numeric(columns.get(i))) {
                chosen.add(i);
            }
        }
        if (chosen.isEmpty()) {
            throw new UsageException("no column holds numbers to draw", "Count something: select day, count(*) ...");
        }
        return chosen;
    }

    private static int index(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new UsageException(
                "the result has no column '%s'".formatted(name),
                NearName.hintOrAll(name, columns.stream().map(Column::name).toList()));
    }

    private static String numeric(List<Column> columns) {
        return String.join(
                ", ",
                columns.stream().filter(ColumnTypes::numeric).map(Column::name).toList());
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Where a value stands on an axis; empty if it is no time and no number. */
    private static Optional<Double> place(Object value) {
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue()).filter(Double::isFinite);
        }
        if (value instanceof LocalDate day) {
            return Optional.of((double) day.toEpochDay() * 86_400);
        }
        if (value instanceof LocalDateTime time) {
            return Optional.of((double) time.toEpochSecond(ZoneOffset.UTC));
        }
        if (value instanceof OffsetDateTime time) {
            return Optional.of((double) time.toEpochSecond());
        }
        if (value instanceof LocalTime time) {
            return Optional.of((double) time.toSecondOfDay());
        }
        return Optional.empty();
    }
}
