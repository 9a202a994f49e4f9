package dev.vmsh.sql;

import java.util.Comparator;
import java.util.List;

/** Where a statement names tables, and where it qualifies columns with their names. */
record References(List<Scope.FoundTable> tables, List<Scope.Qualifier> qualifiers) {
    References {
        tables = tables.stream()
                .sorted(Comparator.comparingInt(table -> table.reference().start()))
                .toList();
        qualifiers = List.copyOf(qualifiers);
    }
}
