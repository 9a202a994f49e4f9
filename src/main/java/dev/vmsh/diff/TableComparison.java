package dev.vmsh.diff;

import dev.vmsh.diff.ComparedColumn.Rule;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
        return new Choice(source, target, dialect, options, false).comparison(keyTexts);
    }

    /** The same for tables of two engines; names are read as the source's engine reads them. */
    static TableComparison across(
            TableSide source, TableSide target, Dialect dialect, List<String> keyTexts, TableDiffOptions options) {
        return new Choice(source, target, dialect, options, true).comparison(keyTexts);
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
            all.add("%d rows of %s and %d of %s have NULL in their key; rows without any key are matched with nothing"
                    .formatted(rows.nullKeysSource(), source.label(), rows.nullKeysTarget(), target.label()));
        }
        if (rows.duplicateKeysSource() + rows.duplicateKeysTarget() > 0) {
            all.add("the key is not unique: %d keys of %s and %d of %s belong to several rows; each row is paired once"
                    .formatted(rows.duplicateKeysSource(), source.label(), rows.duplicateKeysTarget(), target.label()));
        }
        return all;
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

    /** Makes the choice from the options. */
    private static final class Choice {
        private final TableSide source;
        private final TableSide target;
        private final Dialect dialect;
        private final TableDiffOptions options;
        private final boolean engines;
        private final Map<String, Column> left;
        private final Map<String, Column> right;
        private final List<String> notes = new ArrayList<>();

        /** @param engines whether the tables are in two engines */
        Choice(TableSide source, TableSide target, Dialect dialect, TableDiffOptions options, boolean engines) {
            this.engines = engines;
            this.source = source;
            this.target = target;
            this.dialect = dialect;
            this.options = options;
            this.left = SchemaDiff.byName(source.columns());
            this.right = SchemaDiff.byName(target.columns());
        }

        TableComparison comparison(List<String> keyTexts) {
            List<KeyPart> keys = new ArrayList<>();
            for (String text : keyTexts) {
                split(text).forEach(part -> keys.add(key(part)));
            }
            if (keys.isEmpty()) {
                checkKeyless();
            }
            SchemaDiff schema = engines
                    ? SchemaDiff.across(source.columns(), target.columns())
                    : SchemaDiff.between(source.columns(), target.columns());
            List<ComparedColumn> columns = options.keysOnly() ? List.of() : columns(keys);
            if (keys.isEmpty() && columns.isEmpty()) {
                throw new UsageException(
                        "%s and %s have no column to compare".formatted(source.table(), target.table()),
                        "Leave out --skip-columns, or compare other tables");
            }
            return new TableComparison(source, target, dialect, keys, columns, schema, options, notes);
        }

        private void checkKeyless() {
            String remedy =
                    "Give the columns that identify a row with --on COLUMN, or once for all as 'grain' in the model";
            if (options.keysOnly()) {
                throw new UsageException("--keys-only needs a key, and there is none", remedy);
            }
            if (!options.tolerances().isEmpty()) {
                throw new UsageException("--tolerance needs a key to match rows by, and there is none", remedy);
            }
            notes.add(
                    "there is no key, so rows are compared whole; --on COLUMN, or 'grain' in the model, tells which columns"
                            + " of a row changed");
        }

        private List<ComparedColumn> columns(List<KeyPart> keys) {
            Set<String> skipped = new HashSet<>();
            options.skipColumns().forEach(name -> skipped.add(known(name, "--skip-columns")));
            keys.stream().filter(KeyPart::column).forEach(key -> skipped.add(key.shown()));
            Map<String, BigDecimal> tolerances = new TreeMap<>();
            options.tolerances().forEach((name, value) -> tolerances.put(known(name, "--tolerance"), value));
            var columns = new LinkedHashMap<String, ComparedColumn>();
            left.forEach((name, column) -> {
                Column other = right.get(name);
                if (other == null || skipped.contains(name)) {
                    return;
                }
                ColumnType from = ColumnType.of(column.type());
                ColumnType to = ColumnType.of(other.type());
                if (!from.comparable(to)) {
                    notes.add("%s is not compared: %s and %s have no common values"
                            .formatted(name, from.text(), to.text()));
                    return;
                }
                boolean retyped = engines ? !from.alike(to) && !from.same(to) : !from.same(to);
                if (retyped) {
                    notes.add("%s is compared by value although its type changed from %s to %s"
                            .formatted(name, from.text(), to.text()));
                }
                columns.put(name, new ComparedColumn(name, from, to, rule(name, from, to, tolerances)));
            });
            for (String name : tolerances.keySet()) {
                if (!columns.containsKey(name)) {
                    throw new UsageException(
                            "--tolerance %s: the column is not compared".formatted(name),
                            "Leave it out, or leave it out of --on and --skip-columns");
                }
            }
            return List.copyOf(columns.values());
        }

        private Rule rule(String name, ColumnType from, ColumnType to, Map<String, BigDecimal> tolerances) {
            BigDecimal tolerance = tolerances.get(name);
            if (tolerance != null) {
                if (!from.family().number() || !to.family().number()) {
                    throw new UsageException(
                            "--tolerance %s: %s is not a number".formatted(name, from.text()),
                            "Give tolerances for number columns only");
                }
                return new Rule.Within(tolerance);
            }
            return options.decimals().isPresent() && ComparedColumn.fractions(from, to)
                    ? new Rule.Rounded(options.decimals().getAsInt())
                    : new Rule.Exact();
        }

        /** A column name in an option: it must be in one of the tables at least. */
        private String known(String typed, String option) {
            String name = normalized(typed);
            if (!left.containsKey(name) && !right.containsKey(name)) {
                throw unknown(option + " " + typed, name, left, source);
            }
            return name;
        }

        private KeyPart key(String text) {
            List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
            if (tokens.size() != 1 || !tokens.get(0).isName()) {
                // the line end keeps a comment in the expression from swallowing what follows
                return new KeyPart(text, "(" + text + "\n)", false);
            }
            String name = tokens.get(0).normalized(dialect);
            if (!left.containsKey(name)) {
                throw unknown(keyOption() + text, name, left, source);
            }
            if (!right.containsKey(name)) {
                throw unknown(keyOption() + text, name, right, target);
            }
            return new KeyPart(name, TableName.quote(name), true);
        }

        private String keyOption() {
            return options.on().isEmpty() ? "key " : "--on ";
        }

        private String normalized(String typed) {
            List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(typed, dialect));
            return tokens.size() == 1 && tokens.get(0).isName() ? tokens.get(0).normalized(dialect) : typed;
        }

        private static UsageException unknown(String option, String name, Map<String, Column> columns, TableSide side) {
            return new UsageException(
                    "%s: %s has no column %s".formatted(option, side.table(), name),
                    NearName.of(name, columns.keySet())
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Its columns: " + String.join(", ", columns.keySet())));
        }

        /** The parts of a key written with commas; those in parentheses belong to an expression. */
        private List<String> split(String text) {
            var parts = new ArrayList<String>();
            int depth = 0;
            int start = 0;
            for (Token token : Lexer.tokens(text, dialect)) {
                if (token.isOperator("(") || token.isOperator("[")) {
                    depth++;
                } else if (token.isOperator(")") || token.isOperator("]")) {
                    depth--;
                } else if (depth == 0 && token.isOperator(",")) {
                    parts.add(text.substring(start, token.start()).strip());
                    start = token.end();
                }
            }
            parts.add(text.substring(start).strip());
            if (parts.stream().anyMatch(String::isEmpty)) {
                throw new UsageException(
                        "--on '%s' is not a key".formatted(text), "Write columns: --on id, or --on shop,day");
            }
            return parts;
        }
    }
}
