package dev.vmsh.sql;

import java.util.Set;

/** What a change makes of the rows of a table, compared with those it had, as far as that can be proved. */
public sealed interface Effect {
    Effect NOTHING = new Nothing();
    Effect ROWS = new Rows();

    /** The rows are the same; columns may have been added. */
    record Nothing() implements Effect {}

    /**
     * The rows are the same in every other column.
     *
     * @param names columns with other values, and columns that are gone
     */
    record Columns(Set<String> names) implements Effect {
        public Columns {
            names = Set.copyOf(names);
        }
    }

    /** Rows may be others, more or fewer. */
    record Rows() implements Effect {}
}
