package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes MERGE statements. */
final class MergeSql {
    private static final String TARGET = "\"__MERGE_TARGET__\"";
    private static final String SOURCE = "\"__MERGE_SOURCE__\"";

    /** What users call the two sides. */
    private static final Map<String, String> SIDES = Map.of(
            "target", TARGET,
            "source", SOURCE,
            "dbt_internal_dest", TARGET,
            "dbt_internal_source", SOURCE,
            "__merge_target__", TARGET,
            "__merge_source__", SOURCE);

    /** Quotes and comments are the same in every dialect that has MERGE here. */
    private static final Dialect DIALECT = Dialect.POSTGRES;

    private MergeSql() {}

    /** @param rows a query of the new rows, one for each key */
    static String statement(Load.Merge load, String rows) {
        List<Column> columns = load.batch().columns();
        String clauses = load.whenMatched().isBlank()
                ? "WHEN MATCHED THEN UPDATE SET " + everyColumn(columns)
                : withoutParentheses(clauses(load.whenMatched()));
        return "MERGE INTO %s AS %s\nUSING (%s) AS %s\nON %s\n%s\nWHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
                .formatted(
                        load.batch().targetName(),
                        TARGET,
                        rows,
                        SOURCE,
                        condition(load),
                        clauses,
                        SqlParts.names(columns),
                        columns.stream().map(MergeSql::fromSource).collect(Collectors.joining(", ")));
    }

    private static String everyColumn(List<Column> columns) {
        return columns.stream()
                .map(column -> TableName.quote(column.name()) + " = " + fromSource(column))
                .collect(Collectors.joining(", "));
    }

    private static String fromSource(Column column) {
        return SOURCE + "." + TableName.quote(column.name());
    }

    private static String condition(Load.Merge load) {
        var conditions = new ArrayList<String>();
        if (!load.mergeFilter().isBlank()) {
            conditions.add("(" + clauses(load.mergeFilter()) + ")");
        }
        Set<String> names = load.batch().columns().stream().map(Column::name).collect(Collectors.toUnmodifiableSet());
        for (String key : load.uniqueKey()) {
            conditions.add("%s = %s".formatted(qualified(key, names, TARGET), qualified(key, names, SOURCE)));
        }
        return String.join(" AND ", conditions);
    }

    /** {@code expression} with every name of a column bound to {@code side}. */
    static String qualified(String expression, Set<String> columns, String side) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(expression, DIALECT));
        var out = new StringBuilder("(");
        int copied = 0;
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            String name = token.normalized(DIALECT);
            if (token.isName() && columns.contains(name) && standsAlone(tokens, at)) {
                out.append(expression, copied, token.start())
                        .append(side)
                        .append('.')
                        .append(TableName.quote(name));
                copied = token.end();
            }
        }
        return out.append(expression.substring(copied)).append(')').toString();
    }

    /** Whether a name is a column, rather than a function, a type or a part of a longer name. */
    private static boolean standsAlone(List<Token> tokens, int at) {
        boolean afterQualifierOrType = at > 0
                && (tokens.get(at - 1).isOperator(".")
                        || tokens.get(at - 1).isOperator("::")
                        || tokens.get(at - 1).is("as"));
        boolean beforeArgumentsOrField = at + 1 < tokens.size()
                && (tokens.get(at + 1).isOperator("(") || tokens.get(at + 1).isOperator("."));
        return !afterQualifierOrType && !beforeArgumentsOrField;
    }

    /** {@code text} with {@code source.} and {@code target.} as the statement calls them, and none where SET names a column. */
    static String clauses(String text) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, DIALECT));
        var assignments = new Assignments();
        var out = new StringBuilder();
        int copied = 0;
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            boolean assigned = assignments.beginsWith(token);
            String side = token.isName() ? SIDES.get(token.lower().replace("\"", "")) : null;
            if (side != null && at + 1 < tokens.size() && tokens.get(at + 1).isOperator(".")) {
                out.append(text, copied, token.start());
                copied = assigned && side.equals(TARGET) ? tokens.get(at + 1).end() : token.end();
                out.append(assigned && side.equals(TARGET) ? "" : side);
            }
        }
        return out.append(text.substring(copied)).toString();
    }

    private static String withoutParentheses(String text) {
        String stripped = text.strip();
        return stripped.startsWith("(") && stripped.endsWith(")")
                ? stripped.substring(1, stripped.length() - 1).strip()
                : stripped;
    }

    /** Follows the tokens of WHEN clauses and knows where an assignment begins: after SET, and after each of its commas. */
    private static final class Assignments {
        private int depth;
        private int setDepth = -1;
        private boolean next;

        boolean beginsWith(Token token) {
            boolean begins = next;
            next = false;
            if (token.isOperator("(")) {
                depth++;
            } else if (token.isOperator(")")) {
                depth--;
            } else if (token.is("set")) {
                setDepth = depth;
                next = true;
            } else if (token.is("when") && depth == setDepth) {
                setDepth = -1;
            } else if (token.isOperator(",") && depth == setDepth) {
                next = true;
            }
            return begins;
        }
    }
}
