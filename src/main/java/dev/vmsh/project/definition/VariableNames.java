package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroNames;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.Dialect;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which of the project's variables a text can reach, in whatever branch. */
final class VariableNames {
    /** Always kept: they say where the model lives. */
    private static final Set<String> KEPT = Set.of("gateway", "default_catalog");

    private VariableNames() {}

    /** Names that are read and functions that are called, lower case. */
    private static Set<String> in(String text, Dialect dialect) {
        MacroNames names = MacroNames.in(text, dialect);
        var all = new LinkedHashSet<>(names.variables());
        all.addAll(names.functions());
        return all;
    }

    /** {@code scope} with only the variables that {@code texts} or {@code used} reach; all of them if a text is Jinja. */
    static MacroScope restricted(
            MacroScope scope, Collection<SqlText> texts, Collection<String> more, Set<String> used) {
        if (texts.stream().anyMatch(SqlText::jinja)) {
            return scope;
        }
        Set<String> reached = reached(scope, texts, more, used);
        return new MacroScope(
                scope.dialect(),
                only(scope.variables(), reached),
                only(scope.configured(), reached),
                only(scope.blueprint(), reached),
                scope.schemas(),
                List.of());
    }

    /** The values of the project's variables that the texts reach, each as one text for one value. */
    static Map<String, String> values(
            MacroScope scope, Collection<SqlText> texts, Collection<String> more, Set<String> used) {
        var values = new TreeMap<String, String>();
        for (String name : reached(scope, texts, more, used)) {
            MacroValue value =
                    scope.blueprint().getOrDefault(name, scope.configured().get(name));
            if (value != null) {
                values.put(name, text(value));
            }
        }
        return values;
    }

    private static Set<String> reached(
            MacroScope scope, Collection<SqlText> texts, Collection<String> more, Set<String> used) {
        var reached = new LinkedHashSet<>(used);
        var waiting = new ArrayDeque<String>(used);
        for (SqlText text : texts) {
            Set<String> names = text.jinja() ? words(text.text(), scope) : in(text.text(), scope.dialect());
            names.stream().filter(reached::add).forEach(waiting::add);
        }
        more.forEach(
                text -> in(text, scope.dialect()).stream().filter(reached::add).forEach(waiting::add));
        while (!waiting.isEmpty()) {
            MacroValue value = scope.variables().get(waiting.remove());
            if (value != null) {
                in(text(value), scope.dialect()).stream().filter(reached::add).forEach(waiting::add);
            }
        }
        return reached;
    }

    /** Every variable whose name occurs in a Jinja text: it may be asked for in many ways. */
    private static Set<String> words(String jinja, MacroScope scope) {
        String lower = jinja.toLowerCase(Locale.ROOT);
        return scope.variables().keySet().stream().filter(lower::contains).collect(Collectors.toSet());
    }

    private static Map<String, MacroValue> only(Map<String, MacroValue> variables, Set<String> names) {
        var kept = new HashMap<String, MacroValue>();
        variables.forEach((name, value) -> {
            if (names.contains(name) || KEPT.contains(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /** Two values have one text exactly when they are equal. */
    static String text(MacroValue value) {
        if (value instanceof MacroValue.Sequence sequence) {
            return sequence.items().stream().map(VariableNames::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof MacroValue.Mapping mapping) {
            return new TreeMap<>(mapping.entries())
                    .entrySet().stream()
                            .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }
}
