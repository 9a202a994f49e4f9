package dev.vmsh.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The one implementation of {@link Query}, over whichever parser understood the text. */
final class ReadQuery implements Query {
    private final PreparedText prepared;
    private final Understanding understanding;
    private final Dialect dialect;
    private final Dialect target;
    private volatile String canonical;

    /** @param target the dialect of texts with other tables */
    ReadQuery(PreparedText prepared, Understanding understanding, Dialect dialect, Dialect target) {
        this.prepared = prepared;
        this.understanding = understanding;
        this.dialect = dialect;
        this.target = target;
    }

    PreparedText prepared() {
        return prepared;
    }

    Understanding understanding() {
        return understanding;
    }

    @Override
    public String text() {
        return prepared.text();
    }

    @Override
    public String canonical() {
        String known = canonical;
        if (known == null) {
            known = withHints(understanding.canonical(), prepared);
            canonical = known;
        }
        return known;
    }

    static String withHints(String canonical, PreparedText text) {
        var hinted = new StringBuilder(canonical);
        text.hints().forEach(hint -> hinted.append(' ').append(hint.strip().replaceAll("\\s+", " ")));
        return hinted.toString();
    }

    @Override
    public Set<TableName> tables() {
        var names = new LinkedHashSet<TableName>();
        understanding
                .references()
                .tables()
                .forEach(table -> names.add(table.reference().name()));
        return names;
    }

    @Override
    public Optional<List<Column>> columns(Function<TableName, Optional<List<Column>>> schemas) {
        return understanding.columns(schemas);
    }

    @Override
    public Optional<Map<TableName, Set<String>>> columnsRead(Function<TableName, Optional<List<Column>>> schemas) {
        return understanding.origins(schemas).map(ColumnOrigins::read);
    }

    @Override
    public Optional<Map<String, Set<ColumnRef>>> lineage(Function<TableName, Optional<List<Column>>> schemas) {
        return understanding.origins(schemas).map(ColumnOrigins::outputs);
    }

    @Override
    public List<String> columnFaults(Function<TableName, Optional<List<Column>>> schemas) {
        return understanding.columnFaults(schemas);
    }

    @Override
    public Rewritten replaceTables(Function<TableName, Optional<Replacement>> replacements) {
        return replaced(replacements, List.of());
    }

    @Override
    public Rewritten withNamedOutputs(Function<TableName, Optional<Replacement>> replacements) {
        return replaced(replacements, understanding.outputNames(target));
    }

    private Rewritten replaced(
            Function<TableName, Optional<Replacement>> replacements, List<Rewritten.Edit> insertions) {
        return new Translation(dialect, target)
                .of(new Renamer(text(), understanding.references(), dialect, target)
                        .rename(reference -> replacements.apply(reference.name()), insertions));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadQuery query && query.text().equals(text()) && query.dialect == dialect;
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
