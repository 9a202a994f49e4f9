package dev.vmsh.project.files;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.Problem;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whether the columns that a model's block names are among those of its table, as far as these are known. */
final class ColumnChecks {
    private final Problems problems;

    ColumnChecks(Problems problems) {
        this.problems = problems;
    }

    void check(Model model) {
        checkRepeated(model);
        if (model.facts().columns().isEmpty()) {
            return;
        }
        List<String> names =
                model.facts().columns().get().stream().map(Column::name).toList();
        if (model.kind() instanceof Kind.IncrementalByTimeRange byTime) {
            require(model, names, "time column", List.of(byTime.timeColumn().name()), "time_column");
        } else if (model.kind() instanceof Kind.IncrementalByUniqueKey byKey) {
            require(model, names, "key column", plain(byKey.uniqueKey(), model.dialect()), "unique_key");
        } else if (model.kind() instanceof Kind.ScdType2ByTime history) {
            require(model, names, "key column", plain(history.history().uniqueKey(), model.dialect()), "unique_key");
            require(model, names, "column", List.of(history.updatedAtName()), "updated_at_name");
        } else if (model.kind() instanceof Kind.ScdType2ByColumn history) {
            require(model, names, "key column", plain(history.history().uniqueKey(), model.dialect()), "unique_key");
            require(model, names, "column", plain(history.columns(), model.dialect()), "columns");
        }
        // the time column has been judged
        Optional<String> time = Optional.of(model.kind())
                .filter(Kind.IncrementalByTimeRange.class::isInstance)
                .map(kind -> ((Kind.IncrementalByTimeRange) kind).timeColumn().name());
        model.properties().partitionedBy().stream()
                .filter(expression -> !time.equals(Optional.of(expression)))
                .forEach(expression -> checkPartition(model, names, expression));
    }

    private void require(Model model, List<String> names, String what, Collection<String> wanted, String property) {
        for (String column : wanted) {
            if (names.stream().noneMatch(name -> name.equalsIgnoreCase(column))) {
                note(
                        model,
                        "The %s '%s' is not among the columns of %s: %s"
                                .formatted(what, column, model.name(), String.join(", ", names)),
                        NearName.of(column, names)
                                .map("Did you mean '%s'?"::formatted)
                                .orElse("Add it to the query, or name another column as " + property));
            }
        }
    }

    /** Those of some expressions that are nothing but a column. */
    private static List<String> plain(List<String> expressions, Dialect dialect) {
        return expressions.stream()
                .map(expression -> Lexer.withoutTrivia(Lexer.tokens(expression, dialect)))
                .filter(tokens -> tokens.size() == 1 && tokens.get(0).isName())
                .map(tokens -> tokens.get(0).identifier())
                .toList();
    }

    private void checkRepeated(Model model) {
        var seen = new HashSet<String>();
        for (String expression : model.properties().partitionedBy()) {
            if (!seen.add(expression.toLowerCase(Locale.ROOT))) {
                note(model, "partitioned_by has '%s' twice".formatted(expression), "Remove one of the two");
            }
        }
    }

    private void checkPartition(Model model, List<String> names, String expression) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(expression, model.dialect()));
        Set<String> read = IntStream.range(0, tokens.size())
                .filter(i -> tokens.get(i).isName() && !isFunction(tokens, i))
                .mapToObj(i -> tokens.get(i).identifier().toLowerCase(Locale.ROOT))
                .filter(word -> names.stream().anyMatch(name -> name.equalsIgnoreCase(word)))
                .collect(Collectors.toSet());
        if (read.size() > 1) {
            note(
                    model,
                    "partitioned_by '%s' reads more than one column".formatted(expression),
                    "Separate the columns: partitioned_by (a, b)");
        } else if (read.isEmpty()) {
            note(
                    model,
                    "partitioned_by '%s' reads none of the columns of %s: %s"
                            .formatted(expression, model.name(), String.join(", ", names)),
                    "Name one of them");
        }
    }

    private static boolean isFunction(List<Token> tokens, int index) {
        return index + 1 < tokens.size() && tokens.get(index + 1).isOperator("(");
    }

    private void note(Model model, String message, String remedy) {
        problems.add(new Problem(model.file(), model.line(), 0, message, remedy));
    }
}
