package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.DescribeStatement;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.ShowStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.AlterView;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;

/** Finds the table references and column qualifiers of a JSqlParser tree, with the scope each stands in. Single use. */
final class TreeWalk {
    /** Words that JSqlParser takes for an alias where they begin a kind of join or a clause. */
    private static final Set<String> NOT_AN_ALIAS =
            Set.of("anti", "semi", "asof", "positional", "global", "any", "array", "unpivot", "pivot");

    private static final Set<String> NOT_A_TABLE = Set.of("describe", "summarize", "show");
    private static final Set<String> NO_ALIAS_AFTER = Set.of(
            "table",
            "pivot",
            "unpivot",
            "summarize",
            "describe",
            "show",
            "into",
            "view",
            "exists",
            "truncate",
            "analyze",
            "only");
    private static final Set<String> NO_ALIAS_BEFORE = Set.of("pivot", "unpivot", "for", "at");

    private final PreparedText text;
    private final Dialect dialect;
    private final List<Scope.FoundTable> tables = new ArrayList<>();
    private final List<Scope.Qualifier> qualifiers = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean onlyReads = true;
    private boolean misread;

    TreeWalk(PreparedText text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    /** Empty if a name in the tree is not the name at its place in the text. */
    Optional<References> references(Statement statement) {
        markTargets(statement);
        walk(statement, new Scope(null));
        return misread ? Optional.empty() : Optional.of(new References(tables, qualifiers));
    }

    private void markTargets(Statement statement) {
        if (statement instanceof Insert insert) {
            written.add(insert.getTable());
        } else if (statement instanceof Update update) {
            written.add(update.getTable());
        } else if (statement instanceof Delete delete) {
            written.add(delete.getTable());
            if (delete.getTables() != null) {
                written.addAll(delete.getTables());
            }
        } else if (statement instanceof Merge merge) {
            written.add(merge.getTable());
        } else if (statement instanceof CreateTable create) {
            written.add(create.getTable());
        } else if (statement instanceof CreateView create) {
            written.add(create.getView());
        } else if (statement instanceof AlterView alter) {
            written.add(alter.getView());
        } else if (statement instanceof Alter alter) {
            written.add(alter.getTable());
        } else if (statement instanceof Drop drop) {
            written.add(drop.getName());
            if (drop.getNames() != null) {
                written.addAll(drop.getNames());
            }
        } else if (statement instanceof Truncate truncate) {
            written.add(truncate.getTable());
            if (truncate.getTables() != null) {
                written.addAll(truncate.getTables());
            }
        } else if (statement instanceof ExplainStatement explain && explain.getStatement() != null) {
            markTargets(explain.getStatement());
        } else {
            onlyReads = statement instanceof Select
                    || statement instanceof ExplainStatement
                    || statement instanceof DescribeStatement
                    || statement instanceof ShowStatement;
        }
    }

    private void walk(Object node, Scope scope) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof Column column) {
            qualifier(column, scope);
            if (column.getArrayConstructor() != null) {
                walk(column.getArrayConstructor(), scope);
            }
        } else if (node instanceof AllTableColumns star) {
            qualifier(star, scope);
            walkParts(star, scope, star.getTable());
        } else if (node instanceof Table table) {
            table(table, scope);
            walkParts(table, scope, null);
        } else if (!withItems(node).isEmpty() || node instanceof Select) {
            walkQuery(node, scope);
        } else {
            walkParts(node, scope, null);
        }
    }

    private void walkQuery(Object node, Scope outer) {
        var scope = new Scope(outer);
        List<WithItem<?>> items = withItems(node);
        boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
        for (WithItem<?> item : items) {
            String name = dialectName(item.getAliasName());
            if (recursive) {
                scope.bind(name);
            }
            seen.add(item);
            walkParts(item, new Scope(scope), null);
            scope.bind(name);
        }
        if (node instanceof PlainSelect select && select.getIntoTables() != null) {
            written.addAll(select.getIntoTables());
        }
        walkParts(node, scope, null);
    }

    private void walkParts(Object node, Scope scope, Object except) {
        boolean named = node instanceof FromItem item
                && item.getAlias() != null
                // AS (a, b) names columns only
                && !item.getAlias().getName().isEmpty();
        if (named) {
            scope.addAlias(dialectName(((FromItem) node).getAlias().getName()));
        }
        SyntaxTree.forEachPart(node, part -> {
            if (part != except) {
                walk(part, scope);
            }
        });
    }

    private static List<WithItem<?>> withItems(Object node) {
        List<WithItem<?>> items = null;
        if (node instanceof Select select) {
            items = select.getWithItemsList();
        } else if (node instanceof Insert insert) {
            items = insert.getWithItemsList();
        } else if (node instanceof Update update) {
            items = update.getWithItemsList();
        } else if (node instanceof Delete delete) {
            items = delete.getWithItemsList();
        } else if (node instanceof Merge merge) {
            items = merge.getWithItemsList();
        }
        return items == null ? List.of() : items;
    }

    private void table(Table table, Scope scope) {
        int begin = SyntaxTree.begin(table);
        int index = text.indexAt(begin);
        if (index < 0) {
            misread = true;
            return;
        }
        if (text.tokens().get(index).kind() == Token.Kind.STRING) {
            return; // a file, not a table
        }
        List<Token> parts = text.nameAt(begin);
        if (!sameName(parts, table) || parts.size() > 3) {
            misread = true;
            return;
        }
        TableName name = tableName(parts, dialect);
        String alias = table.getAlias() == null ? null : table.getAlias().getName();
        boolean suspectAlias = alias != null && !table.getAlias().isUseAs() && NOT_AN_ALIAS.contains(lower(alias));
        if (suspectAlias
                || (parts.size() == 1 && NOT_A_TABLE.contains(parts.get(0).lower()))) {
            misread = true;
        }
        boolean target = !onlyReads || written.contains(table);
        if (!target && name.schema() == null && scope.binds(name.name())) {
            scope.addAlias(name.name());
            return;
        }
        TableReference reference = text.reference(parts, name, target);
        var found = new Scope.FoundTable(reference, alias != null, !target && mayBeNamed(index, parts.size()), scope);
        tables.add(found);
        scope.add(found);
    }

    private boolean mayBeNamed(int index, int parts) {
        int after = index + 2 * parts - 1;
        boolean before = index > 0
                && NO_ALIAS_AFTER.contains(text.tokens().get(index - 1).lower());
        boolean next = after < text.tokens().size()
                && NO_ALIAS_BEFORE.contains(text.tokens().get(after).lower());
        return !before && !next;
    }

    private void qualifier(ASTNodeAccess column, Scope scope) {
        int begin = SyntaxTree.begin(column);
        if (begin < 0) {
            return;
        }
        List<Token> parts = text.nameAt(begin);
        int last = column instanceof AllTableColumns ? parts.size() : parts.size() - 1;
        if (last > 0) {
            qualifiers.add(new Scope.Qualifier(parts.subList(0, last), scope));
        }
    }

    private boolean sameName(List<Token> tokens, Table table) {
        var parts = new ArrayList<>(table.getNameParts());
        Collections.reverse(parts);
        parts.removeIf(part -> part == null || part.isEmpty());
        return parts.equals(tokens.stream().map(Token::text).toList())
                || table.getFullyQualifiedName()
                        .equals(String.join(
                                ".", tokens.stream().map(Token::text).toList()));
    }

    /** The name that one to three name tokens spell. */
    static TableName tableName(List<Token> parts, Dialect dialect) {
        List<String> names =
                parts.stream().map(part -> part.normalized(dialect)).toList();
        int size = names.size();
        return new TableName(
                size > 2 ? names.get(size - 3) : null, size > 1 ? names.get(size - 2) : null, names.get(size - 1));
    }

    private String dialectName(String written) {
        return Lexer.tokenAt(written, 0, dialect).normalized(dialect);
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
