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
import java.util.Set;
import java.util.TreeMap;

/** Chooses what is compared in two tables, from the options. For one thread, and for one choice. */
final class ComparisonChoice {
    private final TableSide source;
    private final TableSide target;
    private final Dialect dialect;
    private final TableDiffOptions options;
    private final boolean engines;
    private final Map<String, Column> left;
    private final Map<String, Column> right;
    private final List<String> notes = new ArrayList<>();

    /** @param engines whether the tables are in two engines */
    ComparisonChoice(TableSide source, TableSide target, Dialect dialect, TableDiffOptions options, boolean engines) {
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
                notes.add(
                        "%s is not compared: %s and %s have no common values".formatted(name, from.text(), to.text()));
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
        String name = spelled(tokens.get(0).normalized(dialect));
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
        return spelled(
                tokens.size() == 1 && tokens.get(0).isName() ? tokens.get(0).normalized(dialect) : typed);
    }

    /** A column's name with the capitals that it has in the tables, which two engines may read in different ways. */
    private String spelled(String name) {
        if (!engines || left.containsKey(name) || right.containsKey(name)) {
            return name;
        }
        return left.keySet().stream()
                .filter(column -> column.equalsIgnoreCase(name))
                .findFirst()
                .orElse(name);
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
