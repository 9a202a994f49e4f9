package dev.vmsh.macro;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import dev.vmsh.macro.JinjaEngine.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's Jinja text, rendered with what its scope holds. For one rendering. */
final class JinjaTemplate {
    private static final Pattern MACRO = Pattern.compile("\\{%-?\\s*macro\\s+([A-Za-z_]\\w*)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern CAST = Pattern.compile("CAST\\('([^']*)' AS [^']*(?:'UTC'\\))?.*\\)");

    private final MacroScope scope;
    private final Set<String> read = new TreeSet<>();

    JinjaTemplate(MacroScope scope) {
        this.scope = scope;
    }

    /** Names of the variables that were read, lower case. */
    Set<String> variablesRead() {
        return read;
    }

    String render(String template, Set<String> called) {
        JinjaEngine.Rendered rendered =
                JinjaEngine.render(template, libraries(template, called), variables(), functions());
        read.addAll(rendered.variablesRead());
        return rendered.text();
    }

    /** The macro files that {@code template} uses, by itself or through other macros; the names it uses are added to {@code called}. */
    private List<String> libraries(String template, Set<String> called) {
        var definedIn = new HashMap<String, String>();
        for (String library : scope.jinjaMacros()) {
            Matcher macros = MACRO.matcher(library);
            while (macros.find()) {
                definedIn.put(macros.group(1), library);
            }
        }
        var needed = new LinkedHashSet<String>();
        var open = new ArrayList<>(List.of(template));
        while (!open.isEmpty()) {
            Matcher words = WORD.matcher(open.remove(open.size() - 1));
            while (words.find()) {
                String library = definedIn.get(words.group());
                if (library != null) {
                    called.add(words.group().toLowerCase(Locale.ROOT));
                    if (needed.add(library)) {
                        open.add(library);
                    }
                }
            }
        }
        return scope.jinjaMacros().stream().filter(needed::contains).distinct().toList();
    }

    /** What bare names stand for: dates, runtime values and local ones, but no configured variable. */
    private Map<String, Object> variables() {
        var bare = new HashMap<String, Object>();
        scope.variables().forEach((name, value) -> {
            boolean configured = value.equals(scope.configured().get(name))
                    || value.equals(scope.blueprint().get(name));
            if (!configured) {
                bare.put(
                        name,
                        TimeVariables.isTimeVariable(name) ? timeText(value) : JinjaValues.of(value, scope.dialect()));
            }
        });
        return bare;
    }

    private Map<String, Function> functions() {
        return Map.of(
                "var", (arguments, named) -> lookUp("var", scope.configured(), arguments, named),
                "blueprint_var", (arguments, named) -> lookUp("blueprint_var", scope.blueprint(), arguments, named),
                "gateway", (arguments, named) -> lookUp("gateway", scope.variables(), List.of("gateway"), named),
                "resolve_table", this::resolveTable,
                "render",
                        (arguments, named) -> JinjavaInterpreter.getCurrent()
                                .render(JinjaSyntax.withoutTrailingCommas(
                                        JinjaArguments.name("render", arguments, named))));
    }

    private Object lookUp(
            String function, Map<String, MacroValue> variables, List<Object> arguments, Map<String, Object> named) {
        String name = JinjaArguments.name(function, arguments, named).toLowerCase(Locale.ROOT);
        read.add(name);
        MacroValue found = variables.get(name);
        return found == null ? JinjaArguments.otherwise(arguments, named) : JinjaValues.of(found, scope.dialect());
    }

    private Object resolveTable(List<Object> arguments, Map<String, Object> named) {
        String table = JinjaArguments.name("resolve_table", arguments, named);
        return scope.physicalTables().apply(table).orElse(table);
    }

    /** A date variable as plain text, without the cast that SQL needs. */
    private Object timeText(MacroValue value) {
        if (value instanceof MacroValue.Sql sql) {
            Matcher cast = CAST.matcher(sql.text());
            return cast.matches() ? cast.group(1) : sql.text();
        }
        return JinjaValues.of(value, scope.dialect());
    }
}
