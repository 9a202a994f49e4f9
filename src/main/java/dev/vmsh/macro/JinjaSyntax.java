package dev.vmsh.macro;

import com.hubspot.jinjava.interpret.Context;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Python's Jinja accepts and the Java engine does not, rewritten. */
final class JinjaSyntax {
    /** A comment, a raw block, or a tag; tags never nest. */
    private static final Pattern TAG =
            Pattern.compile("\\{#.*?#}|\\{%-?\\s*raw\\b.*?endraw\\s*-?%}|\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);

    /** A string, or a comma with nothing but a closing bracket after it. */
    private static final Pattern STRING_OR_COMMA = Pattern.compile(
            "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|,(?=\\s*[)\\]}])", Pattern.DOTALL);

    /** A string, a filter, or a test. */
    private static final Pattern STRING_OR_NAME = Pattern.compile(
            "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\""
                    + "|\\|\\s*(?<filter>[A-Za-z_]\\w*)|\\bis\\s+(?:not\\s+)?(?<test>[A-Za-z_]\\w*)",
            Pattern.DOTALL);

    private JinjaSyntax() {}

    /** Something that is called and does not exist, which the engine would take for nothing without a word. */
    record Unknown(String message, int line) {}

    /** The first filter or test of {@code template} that {@code context} has not. */
    static Optional<Unknown> unknown(String template, Context context) {
        Matcher tags = TAG.matcher(template);
        while (tags.find()) {
            String tag = tags.group();
            Matcher names = STRING_OR_NAME.matcher(tag.startsWith("{#") || tag.contains("endraw") ? "" : tag);
            while (names.find()) {
                String filter = names.group("filter");
                String test = names.group("test");
                boolean missing = (filter != null && context.getFilter(filter) == null)
                        || (test != null && context.getExpTest(test) == null);
                if (missing) {
                    String message = filter == null
                            ? "No test named '%s'".formatted(test)
                            : "No filter named '%s'".formatted(filter);
                    return Optional.of(new Unknown(message, line(template, tags.start() + names.start())));
                }
            }
        }
        return Optional.empty();
    }

    private static int line(String template, int offset) {
        return 1
                + (int) template.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    /** {@code f(a, b,)} without its last comma, inside tags only. Every line stays where it is. */
    static String withoutTrailingCommas(String template) {
        var out = new StringBuilder();
        Matcher tags = TAG.matcher(template);
        while (tags.find()) {
            String tag = tags.group();
            boolean code = !tag.startsWith("{#") && !tag.contains("endraw");
            tags.appendReplacement(out, Matcher.quoteReplacement(code ? trimmed(tag) : tag));
        }
        return tags.appendTail(out).toString();
    }

    private static String trimmed(String tag) {
        return STRING_OR_COMMA
                .matcher(tag)
                .replaceAll(found -> found.group().equals(",") ? "" : Matcher.quoteReplacement(found.group()));
    }
}
