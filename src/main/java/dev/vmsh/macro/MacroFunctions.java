package dev.vmsh.macro;

import dev.vmsh.problem.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The table of built-in macro functions: a name, and the class that does it. */
final class MacroFunctions {
    /**
     * A built-in function.
     *
     * @param usage what stands after its name, as help shows it
     */
    private record Entry(String usage, MacroFunction function) {}

    private static final Map<String, Entry> BY_NAME = Map.ofEntries(
            entry("and", "(condition, …)", new ConnectMacro("AND")),
            entry("blueprint_var", "('name'[, default])", new BlueprintVarMacro()),
            entry("date_spine", "('day' | 'week' | 'month' | 'quarter' | 'year', start, end)", new DateSpineMacro()),
            entry("deduplicate", "(table, [key, …], ['column DESC', …])", new DeduplicateMacro()),
            entry("each", "(items, x -> expression)", new EachMacro()),
            entry("eval", "(expression)", new EvalMacro()),
            entry("filter", "(items, x -> condition)", new FilterMacro()),
            entry("generate_surrogate_key", "(column, …[, hash_function := 'SHA256'])", new SurrogateKeyMacro()),
            entry("haversine_distance", "(lat1, lon1, lat2, lon2[, 'mi' | 'km'])", new HaversineDistanceMacro()),
            entry("if", "(condition, then[, else])", new IfMacro()),
            entry("or", "(condition, …)", new ConnectMacro("OR")),
            entry(
                    "pivot",
                    "(column, [value, …][, alias, agg, cmp, prefix, suffix, then_value, else_value, quote, distinct])",
                    new PivotMacro()),
            entry("reduce", "(items, (left, right) -> expression)", new ReduceMacro()),
            entry("resolve_template", "('text'[, mode := 'literal' | 'table'])", new ResolveTemplateMacro()),
            entry("safe_add", "(expression, …)", new SafeSumMacro("+")),
            entry("safe_div", "(numerator, denominator)", new SafeDivMacro()),
            entry("safe_sub", "(expression, …)", new SafeSumMacro("-")),
            entry("sql", "('text'[, 'type'])", new SqlMacro()),
            entry("star", "(table[, alias, exclude, prefix, suffix, quote_identifiers])", new StarMacro()),
            entry("union", "([condition,] ['ALL' | 'DISTINCT',] table, …)", new UnionMacro()),
            entry("var", "('name'[, default])", new VarMacro()));

    private MacroFunctions() {}

    static Optional<MacroFunction> named(String lowerName) {
        return Optional.ofNullable(BY_NAME.get(lowerName)).map(Entry::function);
    }

    /** How a built-in function or clause macro is called, such as {@code @EVAL(expression)}; empty if there is no such one. */
    static Optional<String> usage(String lowerName) {
        String marked = "@" + lowerName.toUpperCase(Locale.ROOT);
        if (lowerName.equals("def")) {
            return Optional.of(marked + "(name, expression)");
        }
        if (Clauses.KEYWORDS.containsKey(lowerName)) {
            return Optional.of(marked + "(condition)");
        }
        return Optional.ofNullable(BY_NAME.get(lowerName)).map(entry -> marked + entry.usage());
    }

    private static Map.Entry<String, Entry> entry(String name, String usage, MacroFunction function) {
        return Map.entry(name, new Entry(usage, function));
    }

    /** Every name that can be called, {@code def} and the clause macros included, in alphabetic order. */
    static List<String> names() {
        var names = new TreeSet<>(BY_NAME.keySet());
        names.addAll(Clauses.KEYWORDS.keySet());
        names.add("def");
        return new ArrayList<>(names);
    }

    static MacroException unknown(String name, int offset) {
        String meant = NearName.hint(name.toLowerCase(Locale.ROOT), names(), "");
        String remedy = (meant + " Macros written in Python are not run by vmsh").strip();
        return new MacroException("Macro '" + name + "' does not exist", remedy, offset);
    }
}
