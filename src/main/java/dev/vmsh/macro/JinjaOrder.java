package dev.vmsh.macro;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.AdvancedFilter;
import com.hubspot.jinjava.util.ForLoop;
import com.hubspot.jinjava.util.ObjectIterator;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The filters {@code sort}, {@code max} and {@code min}, with the arguments that they have in Python. */
final class JinjaOrder implements AdvancedFilter {
    private final String name;
    private final List<String> parameters;

    private JinjaOrder(String name, List<String> parameters) {
        this.name = name;
        this.parameters = parameters;
    }

    static List<JinjaOrder> filters() {
        return List.of(
                new JinjaOrder("sort", List.of("reverse", "case_sensitive", "attribute")),
                new JinjaOrder("max", List.of("case_sensitive", "attribute")),
                new JinjaOrder("min", List.of("case_sensitive", "attribute")));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object filter(
            Object items, JinjavaInterpreter interpreter, Object[] positional, Map<String, Object> keywords) {
        Object attribute = argument("attribute", positional, keywords);
        boolean cased = ObjectTruthValue.evaluate(argument("case_sensitive", positional, keywords));
        Comparator<Object> order = Comparator.comparing(
                item -> attribute == null ? item : attribute(item, attribute.toString(), interpreter),
                (left, right) -> compared(left, right, cased));
        var all = new ArrayList<Object>();
        ForLoop loop = ObjectIterator.getLoop(items);
        while (loop.hasNext()) {
            all.add(loop.next());
        }
        if (name.equals("sort")) {
            all.sort(ObjectTruthValue.evaluate(argument("reverse", positional, keywords)) ? order.reversed() : order);
            return all;
        }
        return all.stream().min(name.equals("max") ? order.reversed() : order).orElse(null);
    }

    private Object argument(String parameter, Object[] positional, Map<String, Object> keywords) {
        int index = parameters.indexOf(parameter);
        return index >= 0 && index < positional.length ? positional[index] : keywords.get(parameter);
    }

    private static Object attribute(Object item, String path, JinjavaInterpreter interpreter) {
        Object value = item;
        for (String step : path.split("\\.", 0)) {
            value = interpreter.resolveProperty(value, step);
        }
        return value;
    }

    private static int compared(Object left, Object right, boolean cased) {
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        String first = Objects.toString(left, "");
        String second = Objects.toString(right, "");
        return cased ? first.compareTo(second) : first.compareToIgnoreCase(second);
    }
}
