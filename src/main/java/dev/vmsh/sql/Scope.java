package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names that one SELECT, or other statement with tables, can see. Filled while a tree is walked. */
final class Scope {
    private final Scope parent;
    private final Set<String> withNames = new HashSet<>();
    private final Set<String> aliases = new HashSet<>();
    private final List<FoundTable> tables = new ArrayList<>();

    Scope(Scope parent) {
        this.parent = parent;
    }

    /**
     * A table reference in its scope.
     *
     * @param aliased whether the author gave it an alias;
     * @param named whether it may be given one
     */
    record FoundTable(TableReference reference, boolean aliased, boolean named, Scope scope) {}

    /**
     * A dotted column, or star, whose first parts may name a table.
     *
     * @param parts all but the last, as written
     */
    record Qualifier(List<Token> parts, Scope scope) {
        Qualifier {
            parts = List.copyOf(parts);
        }
    }

    Scope parent() {
        return parent;
    }

    List<FoundTable> tables() {
        return tables;
    }

    void bind(String withName) {
        withNames.add(withName);
    }

    void addAlias(String alias) {
        aliases.add(alias);
    }

    boolean hasAlias(String name) {
        return aliases.contains(name);
    }

    void add(FoundTable table) {
        tables.add(table);
    }

    /** Whether {@code name} is bound by a WITH here or further out. */
    boolean binds(String name) {
        return withNames.contains(name) || (parent != null && parent.binds(name));
    }
}
