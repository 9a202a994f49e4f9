package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The FROM items and aliases of one SELECT, for finding what a column stands for. */
final class OriginScope {
    /** Words that are read like a column and are none: functions without parentheses, hidden columns, GROUP BY ALL. */
    private static final Set<String> NEVER_MISSED = Set.of(
            "all",
            "default",
            "rowid",
            "ctid",
            "xmin",
            "xmax",
            "cmin",
            "cmax",
            "oid",
            "tableoid",
            "filename",
            "file_row_number",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "user",
            "current_role",
            "current_catalog",
            "current_schema",
            "true",
            "false");

    private final OriginScope parent;
    private final Set<String> faults;
    private final Set<String> shared = new LinkedHashSet<>();
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Set<ColumnRef>> aliases = new LinkedHashMap<>();

    /** @param faults where columns are noted that are certainly in none of the FROM items, or in several */
    OriginScope(OriginScope parent, Set<String> faults) {
        this.parent = parent;
        this.faults = faults;
    }

    /** Thrown when the origin of a column cannot be told. */
    static final class UncertainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncertainException() {
            super("the origin of a column cannot be told", null, false, false);
        }
    }

    /**
     * A FROM item.
     *
     * @param name what qualifies its columns; may be null
     * @param table the table it is; null for a subquery or function
     * @param columns its columns and what they are made of; null if not known
     */
    record Source(String name, TableName table, Map<String, Set<ColumnRef>> columns) {
        /** What {@code column} is made of; null if it is known not to be here. */
        Set<ColumnRef> origin(String column) {
            if (columns != null) {
                return columns.get(column);
            }
            return table == null ? Set.of() : Set.of(new ColumnRef(table, column));
        }
    }

    List<Source> sources() {
        return sources;
    }

    /** Makes {@code column} one column of all FROM items: USING does. */
    void share(String column) {
        shared.add(column);
    }

    void addAlias(String name, Set<ColumnRef> origin) {
        aliases.put(name, origin);
    }

    /** What the columns of the select list with these names are made of. */
    Set<ColumnRef> aliased(Set<String> names) {
        var all = new LinkedHashSet<ColumnRef>();
        names.forEach(name -> all.addAll(aliases.getOrDefault(name, Set.of())));
        return all;
    }

    /** What an unqualified column is made of: a column of a FROM item, else an alias of the select list, else one further out. */
    Set<ColumnRef> unqualified(String column) {
        List<Source> known = sources.stream()
                .filter(source -> source.columns() != null && source.columns().containsKey(column))
                .toList();
        List<Source> open =
                sources.stream().filter(source -> source.columns() == null).toList();
        if (!known.isEmpty()) {
            if (!open.isEmpty()) {
                throw new UncertainException();
            }
            if (known.size() > 1 && !shared.contains(column) && !aliases.containsKey(column)) {
                faults.add("column '%s' is in %s".formatted(column, names(known)));
            }
            return union(known, column);
        }
        if (sources.stream().anyMatch(source -> column.equals(source.name()))) {
            return unknown(); // the whole row
        }
        Set<ColumnRef> alias = aliases.get(column);
        if (open.isEmpty() && alias != null) {
            return alias;
        }
        if (open.isEmpty()) {
            return parent == null ? missing(column) : parent.unqualified(column);
        }
        Set<ColumnRef> origin = open.size() == 1 ? open.get(0).origin(column) : unknown();
        boolean sameEitherWay = alias == null || alias.containsAll(origin);
        boolean outside = parent != null && parent.mayHave(column);
        return sameEitherWay && !outside ? origin : unknown();
    }

    /** What a column behind {@code qualifier} is made of; a qualifier that is no FROM item is a column with fields. */
    Set<ColumnRef> qualified(String qualifier, String column) {
        for (OriginScope scope = this; scope != null; scope = scope.parent) {
            for (Source source : scope.sources) {
                if (qualifier.equals(source.name())) {
                    Set<ColumnRef> origin = source.origin(column);
                    return origin == null ? missing(qualifier + "." + column) : origin;
                }
            }
        }
        return unqualified(qualifier);
    }

    private boolean mayHave(String column) {
        return sources.stream()
                        .anyMatch(source ->
                                source.columns() == null || source.columns().containsKey(column))
                || (parent != null && parent.mayHave(column));
    }

    private static Set<ColumnRef> union(List<Source> sources, String column) {
        var all = new LinkedHashSet<ColumnRef>();
        sources.forEach(source -> all.addAll(source.origin(column)));
        return all;
    }

    private static String names(List<Source> sources) {
        return sources.stream()
                .map(source -> source.name() == null ? "a subquery" : "'" + source.name() + "'")
                .collect(Collectors.joining(" and "));
    }

    private Set<ColumnRef> missing(String column) {
        if (!NEVER_MISSED.contains(column.substring(column.lastIndexOf('.') + 1))) {
            faults.add("column '%s' is in none of the tables".formatted(column));
        }
        return unknown();
    }

    private static Set<ColumnRef> unknown() {
        throw new UncertainException();
    }
}
