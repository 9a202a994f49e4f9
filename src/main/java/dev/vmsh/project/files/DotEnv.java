package dev.vmsh.project.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env} files: {@code NAME=value} by line, quotes optional, {@code export} and comments allowed. */
final class DotEnv {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][\\w.]*)\\s*=\\s*(.*)");
    private static final Pattern QUOTED = Pattern.compile("(['\"])(.*?)(?<!\\\\)\\1\\s*(?:#.*)?");

    private DotEnv() {}

    static Map<String, String> read(String text) {
        var variables = new LinkedHashMap<String, String>();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                variables.put(matcher.group(1), value(matcher.group(2).strip()));
            }
        });
        return variables;
    }

    private static String value(String written) {
        Matcher quoted = QUOTED.matcher(written);
        if (quoted.matches()) {
            String inside = quoted.group(2);
            return quoted.group(1).equals("'")
                    ? inside
                    : inside.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
        }
        int comment = written.indexOf(" #");
        return comment < 0 ? written : written.substring(0, comment).strip();
    }
}
