package dev.vmsh.sql;

import io.trino.grammar.sql.SqlBaseParser.AliasedRelationContext;
import io.trino.grammar.sql.SqlBaseParser.DereferenceContext;
import io.trino.grammar.sql.SqlBaseParser.NamedQueryContext;
import io.trino.grammar.sql.SqlBaseParser.QualifiedNameContext;
import io.trino.grammar.sql.SqlBaseParser.QueryContext;
import io.trino.grammar.sql.SqlBaseParser.SelectAllContext;
import io.trino.grammar.sql.SqlBaseParser.TableArgumentTableContext;
import io.trino.grammar.sql.SqlBaseParser.TableContext;
import io.trino.grammar.sql.SqlBaseParser.TableNameContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/** Finds the table references and column qualifiers of a query that Trino's grammar has read. Single use. */
final class TrinoWalk {
    private final PreparedText text;
    private final List<Scope.FoundTable> tables = new ArrayList<>();
    private final List<Scope.Qualifier> qualifiers = new ArrayList<>();
    private boolean misplaced;

    TrinoWalk(PreparedText text) {
        this.text = text;
    }

    /** Empty if a table's name is not what stands at its place in the text. */
    Optional<References> references(ParserRuleContext tree) {
        walk(tree, new Scope(null));
        return misplaced ? Optional.empty() : Optional.of(new References(tables, qualifiers));
    }

    private void walk(ParseTree node, Scope scope) {
        if (node instanceof QueryContext query && query.with() != null) {
            query(query, scope);
            return;
        }
        if (node instanceof TableNameContext table) {
            table(table.qualifiedName(), alias(table), true, scope);
        } else if (node instanceof TableArgumentTableContext table) {
            table(table.qualifiedName(), null, false, scope);
        } else if (node instanceof TableContext table) {
            table(table.qualifiedName(), null, false, scope);
        } else if (node instanceof AliasedRelationContext aliased && aliased.identifier() != null) {
            scope.addAlias(name(aliased.identifier()));
        } else if (node instanceof DereferenceContext column && !(column.getParent() instanceof DereferenceContext)) {
            qualifier(column, 1, scope);
        } else if (node instanceof SelectAllContext star && star.primaryExpression() != null) {
            qualifier(star, 0, scope);
        }
        children(node, scope);
    }

    private void children(ParseTree node, Scope scope) {
        for (int i = 0; i < node.getChildCount(); i++) {
            walk(node.getChild(i), scope);
        }
    }

    private void query(QueryContext query, Scope outer) {
        var scope = new Scope(outer);
        boolean recursive = query.with().RECURSIVE() != null;
        for (NamedQueryContext named : query.with().namedQuery()) {
            String name = name(named.name);
            if (recursive) {
                scope.bind(name);
            }
            walk(named.query(), new Scope(scope));
            scope.bind(name);
        }
        walk(query.queryNoWith(), scope);
    }

    /** The alias that stands directly after a table; null if there is none. */
    private static ParserRuleContext alias(TableNameContext table) {
        return table.getParent() instanceof AliasedRelationContext aliased ? aliased.identifier() : null;
    }

    /** @param named whether it may be given an alias */
    private void table(QualifiedNameContext written, ParserRuleContext alias, boolean named, Scope scope) {
        int begin = offset(written);
        List<Token> parts = text.nameAt(begin);
        if (parts.isEmpty()
                || parts.size() > 3
                || parts.size() != written.identifier().size()) {
            misplaced = true;
            return;
        }
        TableName name = TreeWalk.tableName(parts, Dialect.TRINO);
        if (name.schema() == null && scope.binds(name.name())) {
            scope.addAlias(name.name());
            return;
        }
        TableReference reference = text.reference(parts, name, false);
        var found = new Scope.FoundTable(reference, alias != null, named, scope);
        tables.add(found);
        scope.add(found);
    }

    private void qualifier(ParserRuleContext node, int columns, Scope scope) {
        List<Token> parts = text.nameAt(offset(node));
        int last = parts.size() - columns;
        if (last > 0) {
            qualifiers.add(new Scope.Qualifier(parts.subList(0, last), scope));
        }
    }

    private String name(ParserRuleContext identifier) {
        List<Token> parts = text.nameAt(offset(identifier));
        return parts.isEmpty() ? "" : parts.get(0).normalized(Dialect.TRINO);
    }

    /** The grammar counts characters as Unicode does, Java some of them twice. */
    private int offset(ParserRuleContext node) {
        return text.text().offsetByCodePoints(0, node.getStart().getStartIndex());
    }
}
