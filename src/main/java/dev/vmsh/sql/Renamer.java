package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Puts other tables into a text by changing the characters of the references and nothing else. */
final class Renamer {
    private final String text;
    private final References references;
    private final Dialect dialect;
    private final Dialect target;

    /**
     * @param dialect of {@code text}
     * @param target the dialect in which what is put in is written
     */
    Renamer(String text, References references, Dialect dialect, Dialect target) {
        this.text = text;
        this.references = references;
        this.dialect = dialect;
        this.target = target;
    }

    Rewritten rename(Function<TableReference, Optional<Query.Replacement>> replacements) {
        return rename(replacements, List.of());
    }

    /** @param insertions made too; none of them within a reference */
    Rewritten rename(
            Function<TableReference, Optional<Query.Replacement>> replacements, List<Rewritten.Edit> insertions) {
        var edits = new ArrayList<>(insertions);
        Map<Scope.FoundTable, String> aliases = new HashMap<>();
        Map<Scope, Set<String>> taken = new HashMap<>();
        for (Scope.FoundTable table : references.tables()) {
            Optional<Query.Replacement> replacement = replacements.apply(table.reference());
            if (replacement.isPresent()) {
                String body = body(replacement.get(), table.reference());
                String alias = "";
                if (!table.aliased() && table.named()) {
                    String name = freeAlias(table, taken.computeIfAbsent(table.scope(), scope -> new HashSet<>()));
                    aliases.put(table, name);
                    alias = " AS " + name;
                } else if (!table.aliased() && table.reference().written()) {
                    aliases.put(table, body);
                }
                edits.add(new Rewritten.Edit(
                        table.reference().start(), table.reference().end(), body + alias));
            } else if (table.reference().environment().isPresent()) {
                throw new SqlException(
                        "no environment " + table.reference().environment().get() + " for "
                                + table.reference().name(),
                        "Name an environment that exists after @",
                        table.reference().start());
            }
        }
        for (Scope.Qualifier qualifier : references.qualifiers()) {
            qualifierEdit(qualifier, aliases).ifPresent(edits::add);
        }
        edits.sort(Comparator.comparingInt(Rewritten.Edit::from));
        return apply(text, edits);
    }

    /** {@code text} with {@code edits}, which are in text order and do not overlap. */
    static Rewritten apply(String text, List<Rewritten.Edit> edits) {
        var out = new StringBuilder();
        int at = 0;
        for (Rewritten.Edit edit : edits) {
            out.append(text, at, edit.from()).append(edit.text());
            at = edit.to();
        }
        return new Rewritten(out.append(text, at, text.length()).toString(), edits);
    }

    private String body(Query.Replacement replacement, TableReference reference) {
        if (replacement instanceof Query.Replacement.Table table) {
            return target.quote(table.table());
        }
        if (reference.written()) {
            throw new SqlException(
                    reference.name() + " is written by this statement and stands for a query",
                    "Write to a table",
                    reference.start());
        }
        return "(" + ((Query.Replacement.Subquery) replacement).sql() + ")";
    }

    /** The table's own name where no other unaliased table of the scope has it, else its schema and name. */
    private String freeAlias(Scope.FoundTable table, Set<String> taken) {
        TableName name = table.reference().name();
        boolean twice = table.scope().tables().stream()
                .filter(other -> !other.equals(table) && !other.aliased())
                .anyMatch(other -> other.reference().name().name().equals(name.name())
                        && !other.reference().name().equals(name));
        String alias = twice && name.schema() != null ? name.schema() + "__" + name.name() : name.name();
        if (!taken.add(alias) || (twice && table.scope().hasAlias(alias))) {
            // the same table twice without an alias: the author's text is not valid, and stays so
            return target.quote(name.name());
        }
        return target.quote(alias);
    }

    /** The edit that makes a qualifier of two or three parts, or one whose table got another alias, name the alias. */
    private Optional<Rewritten.Edit> qualifierEdit(Scope.Qualifier qualifier, Map<Scope.FoundTable, String> aliases) {
        List<Token> parts = qualifier.parts();
        for (Scope scope = qualifier.scope(); scope != null; scope = scope.parent()) {
            for (int length = parts.size(); length >= 1; length--) {
                TableName written = TreeWalk.tableName(parts.subList(Math.max(0, length - 3), length), dialect);
                if (length > 3 || (length == 1 && scope.hasAlias(written.name()))) {
                    continue;
                }
                for (Scope.FoundTable table : scope.tables()) {
                    if (!table.aliased() && endsWith(table.reference().name(), written)) {
                        String alias = aliases.get(table);
                        boolean same =
                                length == 1 && target.quote(written.name()).equals(alias);
                        return alias == null || same
                                ? Optional.empty()
                                : Optional.of(new Rewritten.Edit(
                                        parts.get(0).start(),
                                        parts.get(length - 1).end(),
                                        alias));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean endsWith(TableName table, TableName suffix) {
        return table.name().equals(suffix.name())
                && (suffix.schema() == null || suffix.schema().equals(table.schema()))
                && (suffix.catalog() == null || suffix.catalog().equals(table.catalog()));
    }
}
