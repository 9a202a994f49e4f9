package dev.vmsh.sql;

import java.util.List;

/** How one query became another. */
public sealed interface QueryChange {
    /** Same meaning: the canonical forms are equal. */
    record Same() implements QueryChange {}

    /** Only output columns were added, at any level, in a way that cannot change which rows come out. */
    record AddedColumns(List<String> names) implements QueryChange {
        public AddedColumns {
            names = List.copyOf(names);
        }
    }

    /**
     * Anything else.
     *
     * @param reason a short phrase for people: "WHERE changed", "column total changed"
     */
    record Other(String reason) implements QueryChange {}
}
