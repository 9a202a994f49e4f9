package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;

/** Says in a few words what differs between two queries: the first part that does, from the inside of WITH outwards. */
final class ChangeReason {
    private final Function<Object, String> canonical;

    ChangeReason(Function<Object, String> canonical) {
        this.canonical = canonical;
    }

    String of(Select before, Select after) {
        String with = withReason(before, after);
        if (with != null) {
            return with;
        }
        if (before instanceof ParenthesedSelect left
                && after instanceof ParenthesedSelect right
                && !same(left.getSelect(), right.getSelect())) {
            return of(left.getSelect(), right.getSelect());
        }
        if (before instanceof SetOperationList left && after instanceof SetOperationList right) {
            return setReason(left, right);
        }
        if (before instanceof PlainSelect left && after instanceof PlainSelect right) {
            return selectReason(left, right);
        }
        return "the query changed";
    }

    private String withReason(Select before, Select after) {
        Map<String, WithItem<?>> left = withItems(before);
        Map<String, WithItem<?>> right = withItems(after);
        for (Map.Entry<String, WithItem<?>> entry : right.entrySet()) {
            WithItem<?> old = left.get(entry.getKey());
            if (old == null) {
                return "WITH " + entry.getKey() + " added";
            }
            if (!same(old, entry.getValue())) {
                boolean queries = old.getParenthesedStatement() instanceof Select
                        && entry.getValue().getParenthesedStatement() instanceof Select;
                return queries
                        ? of((Select) old.getParenthesedStatement(), (Select)
                                        entry.getValue().getParenthesedStatement())
                                + " in " + entry.getKey()
                        : "WITH " + entry.getKey() + " changed";
            }
        }
        return left.keySet().stream()
                .filter(name -> !right.containsKey(name))
                .findFirst()
                .map(name -> "WITH " + name + " removed")
                .orElse(null);
    }

    private static Map<String, WithItem<?>> withItems(Select select) {
        var items = new LinkedHashMap<String, WithItem<?>>();
        if (select.getWithItemsList() != null) {
            select.getWithItemsList().forEach(item -> items.put(item.getUnquotedAliasName(), item));
        }
        return items;
    }

    private String setReason(SetOperationList before, SetOperationList after) {
        if (before.getSelects().size() != after.getSelects().size()) {
            return before.getSelects().size() < after.getSelects().size()
                    ? "a set operation was added"
                    : "a set operation was removed";
        }
        for (int i = 0; i < before.getSelects().size(); i++) {
            if (!same(before.getSelect(i), after.getSelect(i))) {
                return of(before.getSelect(i), after.getSelect(i));
            }
        }
        return before.getOperations().toString().equals(after.getOperations().toString())
                ? "ORDER BY or LIMIT changed"
                : "the set operation changed";
    }

    private String selectReason(PlainSelect before, PlainSelect after) {
        var clauses = new LinkedHashMap<String, Function<PlainSelect, Object>>();
        clauses.put("DISTINCT", PlainSelect::getDistinct);
        clauses.put("FROM", PlainSelect::getFromItem);
        clauses.put("JOIN", PlainSelect::getJoins);
        clauses.put("WHERE", PlainSelect::getWhere);
        clauses.put("GROUP BY", PlainSelect::getGroupBy);
        clauses.put("HAVING", PlainSelect::getHaving);
        clauses.put("QUALIFY", PlainSelect::getQualify);
        clauses.put("WINDOW", PlainSelect::getWindowDefinitions);
        clauses.put("ORDER BY", PlainSelect::getOrderByElements);
        clauses.put("LIMIT", PlainSelect::getLimit);
        clauses.put("OFFSET", PlainSelect::getOffset);
        String items = itemReason(before, after);
        if (items != null) {
            return items;
        }
        for (Map.Entry<String, Function<PlainSelect, Object>> clause : clauses.entrySet()) {
            Object left = clause.getValue().apply(before);
            Object right = clause.getValue().apply(after);
            if (!same(left, right)) {
                return clause.getKey() + (left == null ? " added" : right == null ? " removed" : " changed");
            }
        }
        return "the query changed";
    }

    private String itemReason(PlainSelect before, PlainSelect after) {
        List<String> left = items(before);
        List<String> right = items(after);
        if (left.equals(right)) {
            return null;
        }
        var removed = new ArrayList<>(left);
        right.forEach(removed::remove);
        if (removed.isEmpty()) {
            return "columns reordered";
        }
        String name = name(before, left.indexOf(removed.get(0)));
        boolean stillThere = IntStream.range(0, right.size())
                .anyMatch(index -> name(after, index).equals(name));
        return "column " + name + (stillThere ? " changed" : " removed");
    }

    private List<String> items(PlainSelect select) {
        return select.getSelectItems() == null
                ? List.of()
                : select.getSelectItems().stream().map(canonical).toList();
    }

    private static String name(PlainSelect select, int index) {
        SelectItem<?> item = select.getSelectItems().get(index);
        return item.getAlias() != null
                ? item.getUnquotedAliasName()
                : item.getExpression().toString();
    }

    private boolean same(Object left, Object right) {
        if (left == null || right == null) {
            return Objects.equals(left, right);
        }
        return canonical.apply(left).equals(canonical.apply(right));
    }
}
