package dev.vmsh.sql;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import net.sf.jsqlparser.statement.select.Select;

/** A query as JSqlParser reads it. The tree is never changed, so that several threads may ask. */
final class JSqlUnderstanding implements Understanding {
    private final PreparedText text;
    private final Select tree;
    private final References references;
    private final JSqlParsing parsing;
    private final Dialect dialect;

    JSqlUnderstanding(PreparedText text, Select tree, References references, JSqlParsing parsing, Dialect dialect) {
        this.text = text;
        this.tree = tree;
        this.references = references;
        this.parsing = parsing;
        this.dialect = dialect;
    }

    @Override
    public References references() {
        return references;
    }

    @Override
    public String canonical() {
        return canonical(text, parsing, dialect, () -> parsing.fresh(text));
    }

    /** @param tree gives one that may be changed */
    static String canonical(PreparedText text, JSqlParsing parsing, Dialect dialect, Callable<?> tree) {
        return parsing.deep(text, () -> Canonicalizer.PREFIX + new Canonicalizer(dialect).text(tree.call()))
                .orElseThrow(() -> new SqlException("the query is nested too deeply", "Split it with WITH", -1));
    }

    @Override
    public Optional<List<Column>> columns(Function<TableName, Optional<List<Column>>> schemas) {
        return parsing.deep(text, () -> new OutputColumns(text, dialect, schemas).of(tree))
                .flatMap(columns -> columns);
    }

    @Override
    public Optional<ColumnOrigins> origins(Function<TableName, Optional<List<Column>>> schemas) {
        return parsing.deep(text, () -> new OriginWalk(text, dialect, schemas).of(tree))
                .flatMap(origins -> origins);
    }

    @Override
    public List<String> columnFaults(Function<TableName, Optional<List<Column>>> schemas) {
        return parsing.deep(text, () -> new OriginWalk(text, dialect, schemas).faults(tree))
                .orElse(List.of());
    }

    @Override
    public List<Rewritten.Edit> outputNames(Dialect target) {
        return OutputNames.edits(text, tree, dialect, target);
    }

    PreparedText text() {
        return text;
    }

    /** Not to be changed. */
    Select tree() {
        return tree;
    }

    /** A tree of its own for the caller to change. */
    Select fresh() {
        return parsing.deep(text, () -> (Select) parsing.fresh(text))
                .orElseThrow(() -> new SqlException("the query is nested too deeply", "Split it with WITH", -1));
    }
}
