package dev.vmsh.work;

import dev.vmsh.interval.Interval;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.macro.TimeVariables;
import dev.vmsh.problem.UsageException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a unit test: they go over the project's, and a date variable over the one that is worked out.
 *
 * @param variables as YAML has them, names in lower case
 */
record TestVariables(Map<String, Object> variables) {
    private static final String EPOCH = "1970-01-01";

    /** The moment at which the test's clock stands still; empty if it goes on. */
    Optional<Instant> frozen() {
        return time("execution_time");
    }

    /** What the {@code @execution_*} variables describe. */
    Instant execution() {
        return frozen().or(() -> time("latest")).orElse(Instant.EPOCH);
    }

    /** @throws UsageException if the range that the test gives ends before it begins */
    Interval range() {
        TimeExpression start = expression("start").orElse(TimeExpression.parse(EPOCH));
        TimeExpression end = expression("end").orElse(start);
        Instant from = start.asStart(execution());
        Instant to = end.asEnd(execution());
        if (!from.isBefore(to)) {
            throw new UsageException("the test's start is not before its end", "Correct start and end below vars");
        }
        return new Interval(from, to);
    }

    private Optional<TimeExpression> expression(String variable) {
        return Optional.ofNullable(variables.get(variable)).map(value -> TimeExpression.parse(value.toString()));
    }

    private Optional<Instant> time(String variable) {
        return expression(variable).map(each -> each.asStart(Instant.EPOCH));
    }

    MacroScope over(MacroScope scope) {
        var values = new LinkedHashMap<String, MacroValue>();
        variables.forEach((name, value) -> values.put(name, value(value)));
        MacroScope changed = scope.withConfigured(values);
        for (Map.Entry<String, MacroValue> entry : values.entrySet()) {
            if (TimeVariables.isTimeVariable(entry.getKey())) {
                changed = changed.withDefinition(entry.getKey(), entry.getValue());
            }
        }
        return changed;
    }

    private static MacroValue value(Object value) {
        if (value == null) {
            return MacroValue.NULL;
        }
        if (value instanceof BigDecimal number) {
            return new MacroValue.Number(number);
        }
        if (value instanceof Boolean truth) {
            return new MacroValue.Bool(truth);
        }
        if (value instanceof List<?> list) {
            return new MacroValue.Sequence(
                    list.stream().map(TestVariables::value).toList());
        }
        if (value instanceof Map<?, ?> map) {
            var entries = new LinkedHashMap<String, MacroValue>();
            map.forEach((key, item) -> entries.put(key.toString(), value(item)));
            return new MacroValue.Mapping(entries);
        }
        return new MacroValue.Text(value.toString());
    }
}
