package dev.vmsh.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row of a random project's model.
 *
 * @param more the further columns; null where the row is older than a column
 */
record Row(int day, int id, int v, List<Integer> more) {
    Row {
        more = Collections.unmodifiableList(new ArrayList<>(more));
    }

    /** The same in a table that has so many further columns now. */
    Row with(int columns) {
        var cells = new ArrayList<>(more.subList(0, Math.min(columns, more.size())));
        while (cells.size() < columns) {
            cells.add(null);
        }
        return new Row(day, id, v, cells);
    }

    boolean sameKey(Row other) {
        return day == other.day && id == other.id;
    }

    /** As a line of cells. */
    String line() {
        var line = new StringBuilder(Days.text(day) + "," + id + "," + v);
        more.forEach(cell -> line.append(',').append(cell));
        return line.toString();
    }
}
