package dev.vmsh.project.files;

import dev.vmsh.macro.MacroNames;
import dev.vmsh.sql.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a project's Python files define, found without running them: models and macros, by name. */
final class PythonFiles {
    private static final Pattern MODEL = Pattern.compile("@model\\s*\\(\\s*(?:name\\s*=\\s*)?[\"']([^\"']+)[\"']");
    private static final Pattern MACRO =
            Pattern.compile("@macro\\s*\\(([^)]*)\\)\\s*(?:#[^\\n]*\\s*)*(?:@[^\\n]*\\s+)*(?:async\\s+)?def\\s+(\\w+)");
    private static final Pattern NAME = Pattern.compile("(?:^|name\\s*=)\\s*[\"']([^\"']+)[\"']");

    private final Map<String, String> models = new LinkedHashMap<>();
    private final Map<String, String> macros = new LinkedHashMap<>();

    /** @param file as messages name it */
    void addModelFile(String file, String text) {
        Matcher matcher = MODEL.matcher(text);
        boolean found = false;
        while (matcher.find()) {
            models.put(matcher.group(1), file);
            found = true;
        }
        if (!found && text.contains("@model")) {
            models.put(file.substring(file.lastIndexOf('/') + 1).replace(".py", ""), file);
        }
    }

    void addMacroFile(String file, String text) {
        Matcher matcher = MACRO.matcher(text);
        while (matcher.find()) {
            Matcher renamed = NAME.matcher(matcher.group(1));
            String name = renamed.find() ? renamed.group(1) : matcher.group(2);
            macros.put(name.toLowerCase(Locale.ROOT), file);
        }
    }

    boolean hasMacros() {
        return !macros.isEmpty();
    }

    /** Name as written, and file, of each Python model. */
    Map<String, String> models() {
        return models;
    }

    /** The first Python macro that {@code sql} calls, and its file. */
    Optional<Map.Entry<String, String>> macroIn(String sql, Dialect dialect) {
        if (macros.isEmpty()) {
            return Optional.empty();
        }
        List<String> builtIn = MacroNames.builtIn();
        return MacroNames.in(sql, dialect).functions().stream()
                .sorted()
                .filter(name -> macros.containsKey(name) && !builtIn.contains(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(name -> Map.entry(name, macros.get(name)));
    }
}
