package dev.vmsh.diff;

import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is compared in two tables: the key that rows are matched by, the columns and the rule for each. Without a key the tables are
 * compared as bags of whole rows. Immutable.
 *
 * @param keys parts of the key; empty if there is none
 * @param columns the columns that are compared; none of them part of the key
 * @param notes what people should know about the choice
 */
record TableComparison(
        TableSide source,
        TableSide target,
        Dialect dialect,
        List<KeyPart> keys,
        List<ComparedColumn> columns,
        SchemaDiff schema,
        TableDiffOptions options,
        List<String> notes) {
    TableComparison {
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /**
     * Chooses what is compared.
     *
     * @param keyTexts columns or expressions, some of them perhaps several with commas; empty for no key
     * @throws UsageException if the options name a column that is not in both tables, or do not fit together
     */
    static TableComparison of(
            TableSide source, TableSide target, Dialect dialect, List<String> keyTexts, TableDiffOptions options) {
        return new ComparisonChoice(source, target, dialect, options, false).comparison(keyTexts);
    }

    /** The same for tables of two engines; names are read as the source's engine reads them. */
    static TableComparison across(
            TableSide source, TableSide target, Dialect dialect, List<String> keyTexts, TableDiffOptions options) {
        return new ComparisonChoice(source, target, dialect, options, true).comparison(keyTexts);
    }

    boolean keyed() {
        return !keys.isEmpty();
    }

    /** The types of the key's parts and of the columns, in order; empty if one is not the same on both sides. */
    Optional<List<ColumnType>> commonTypes() {
        if (keys.stream().anyMatch(key -> key.type().isEmpty())) {
            return Optional.empty();
        }
        return columnTypes().map(columnTypes -> {
            var types = new ArrayList<ColumnType>();
            keys.forEach(key -> types.add(key.type().orElseThrow()));
            types.addAll(columnTypes);
            return types;
        });
    }

    /** The types of the columns; empty if one is not the same on both sides. */
    Optional<List<ColumnType>> columnTypes() {
        return columns.stream().anyMatch(ComparedColumn::retyped)
                ? Optional.empty()
                : Optional.of(columns.stream().map(ComparedColumn::source).toList());
    }

    /**
     * The same with a key that can be joined on.
     *
     * @param sourceTypes what the parts of the key turn out to be, in order
     * @throws UsageException if values of a part cannot be equal
     */
    TableComparison withKeyTypes(List<Column> sourceTypes, List<Column> targetTypes) {
        ComparisonSyntax syntax = ComparisonSyntax.of(dialect);
        var typed = new ArrayList<KeyPart>();
        for (int i = 0; i < keys.size(); i++) {
            KeyPart key = keys.get(i);
            ColumnType left = ColumnType.of(sourceTypes.get(i).type());
            ColumnType right = ColumnType.of(targetTypes.get(i).type());
            if (!left.comparable(right)) {
                throw otherTypes(key, left, right);
            }
            typed.add(left.same(right) ? key.of(left) : key.as(syntax.commonKeyType(left)));
        }
        return new TableComparison(source, target, dialect, typed, columns, schema, options, notes);
    }

    /** The first {@code count} values by name: the parts of the key, then the columns. */
    Map<String, Object> named(List<Object> row, int count) {
        var named = new LinkedHashMap<String, Object>();
        for (int i = 0; i < count; i++) {
            String name = i < keys.size()
                    ? keys.get(i).shown()
                    : columns.get(i - keys.size()).name();
            named.put(name, row.get(i));
        }
        return named;
    }

    /** What people should know of the choice and of {@code rows}; may be added to. */
    List<String> notesOn(RowCounts rows) {
        var all = new ArrayList<>(notes);
        if (rows.source() == 0 && rows.target() == 0) {
            all.add(options.where() == null ? "both tables are empty" : "no row of either table meets --where");
        }
        if (rows.nullKeys() > 0) {
            all.add("%s of %s and %d of %s have NULL in their key; rows without any key are matched with nothing"
                    .formatted(
                            count(rows.nullKeysSource(), "row"),
                            source.label(),
                            rows.nullKeysTarget(),
                            target.label()));
        }
        if (rows.duplicateKeysSource() + rows.duplicateKeysTarget() > 0) {
            all.add("the key is not unique: %s of %s and %d of %s belong to several rows; each row is paired once"
                    .formatted(
                            count(rows.duplicateKeysSource(), "key"),
                            source.label(),
                            rows.duplicateKeysTarget(),
                            target.label()));
        }
        return all;
    }

    private static String count(long count, String noun) {
        return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }

    /** Leaves out columns whose values two different engines write in ways that cannot be compared, and says so. */
    TableComparison withCommonText(Dialect left, Dialect right) {
        if (left == right) {
            return this;
        }
        var told = new ArrayList<>(notes);
        var kept = new ArrayList<ComparedColumn>();
        for (ComparedColumn column : columns) {
            boolean common = SegmentQueries.text(left, "v", column.source()).isPresent()
                    && SegmentQueries.text(right, "v", column.target()).isPresent();
            if (common) {
                kept.add(column);
            } else {
                told.add("%s is not compared: %s and %s have no form in common"
                        .formatted(column.name(), left.id(), right.id()));
            }
        }
        return new TableComparison(source, target, dialect, keys, kept, schema, options, told);
    }

    /**
     * The same with a key that two engines hash alike.
     *
     * @throws UsageException if values of a part cannot be equal
     */
    TableComparison withKeysAcross(List<Column> sourceTypes, List<Column> targetTypes) {
        var typed = new ArrayList<KeyPart>();
        for (int i = 0; i < keys.size(); i++) {
            KeyPart key = keys.get(i);
            ColumnType left = ColumnType.of(sourceTypes.get(i).type());
            ColumnType right = ColumnType.of(targetTypes.get(i).type());
            boolean fractions =
                    (left.family() == ColumnType.Family.FLOAT) != (right.family() == ColumnType.Family.FLOAT);
            if (!left.comparable(right) || fractions) {
                throw otherTypes(key, left, right);
            }
            typed.add(key.of(left));
        }
        return new TableComparison(source, target, dialect, typed, columns, schema, options, notes);
    }

    private UsageException otherTypes(KeyPart key, ColumnType left, ColumnType right) {
        return new UsageException(
                "the key %s is %s in %s and %s in %s"
                        .formatted(key.shown(), left.text(), source.label(), right.text(), target.label()),
                "Give it one type: --on \"cast(%s as varchar)\"".formatted(key.shown()));
    }
}
