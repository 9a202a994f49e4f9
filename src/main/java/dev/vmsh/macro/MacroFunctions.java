package dev.vmsh.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The table of built-in macro functions: a name, and the class that does it. */
final class MacroFunctions {
    private static final Map<String, MacroFunction> BY_NAME = Map.ofEntries(
            Map.entry("and", new ConnectMacro("AND")),
            Map.entry("blueprint_var", new BlueprintVarMacro()),
            Map.entry("date_spine", new DateSpineMacro()),
            Map.entry("deduplicate", new DeduplicateMacro()),
            Map.entry("each", new EachMacro()),
            Map.entry("eval", new EvalMacro()),
            Map.entry("filter", new FilterMacro()),
            Map.entry("generate_surrogate_key", new SurrogateKeyMacro()),
            Map.entry("haversine_distance", new HaversineDistanceMacro()),
            Map.entry("if", new IfMacro()),
            Map.entry("or", new ConnectMacro("OR")),
            Map.entry("pivot", new PivotMacro()),
            Map.entry("reduce", new ReduceMacro()),
            Map.entry("resolve_template", new ResolveTemplateMacro()),
            Map.entry("safe_add", new SafeSumMacro("+")),
            Map.entry("safe_div", new SafeDivMacro()),
            Map.entry("safe_sub", new SafeSumMacro("-")),
            Map.entry("sql", new SqlMacro()),
            Map.entry("star", new StarMacro()),
            Map.entry("union", new UnionMacro()),
            Map.entry("var", new VarMacro()));

    private MacroFunctions() {}

    static Optional<MacroFunction> named(String lowerName) {
        return Optional.ofNullable(BY_NAME.get(lowerName));
    }

    /** Every name that can be called, {@code def} and the clause macros included, in alphabetic order. */
    static List<String> names() {
        var names = new TreeSet<>(BY_NAME.keySet());
        names.addAll(Clauses.KEYWORDS.keySet());
        names.add("def");
        return new ArrayList<>(names);
    }

    static MacroException unknown(String name, int offset) {
        String meant = Suggestions.didYouMean(name.toLowerCase(Locale.ROOT), names(), "");
        String remedy = (meant + " Macros written in Python are not run by vmsh").strip();
        return new MacroException("Macro '" + name + "' does not exist", remedy, offset);
    }
}
