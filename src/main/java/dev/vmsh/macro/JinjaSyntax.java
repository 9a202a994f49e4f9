package dev.vmsh.macro;

import com.hubspot.jinjava.interpret.Context;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Python's Jinja accepts and the Java engine does not, rewritten. */
final class JinjaSyntax {
    /** A comment, a raw block, or a tag; tags never nest. */
    private static final Pattern TAG =
            Pattern.compile("\\{#.*?#}|\\{%-?\\s*raw\\b.*?endraw\\s*-?%}|\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);

    private static final String STRING = "(?:'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")";

    /** A string, or a comma with nothing but a closing bracket after it. */
    private static final Pattern STRING_OR_COMMA = Pattern.compile(STRING + "|,(?=\\s*[)\\]}])", Pattern.DOTALL);

    /** {@code 'a%s' % b} or {@code 'a%s%s' % (b, c)} with no filter, call or index after it; or any other string. */
    private static final Pattern FORMATTED = Pattern.compile(
            "(?<text>" + STRING + ")\\s*%\\s*(?:\\((?<several>(?:[^()'\"]++|" + STRING
                    + "|\\([^()]*+\\))*+)\\)|(?<one>[A-Za-z_][\\w.]*+|" + STRING + "))(?!\\s*[|(.\\[\\w])|" + STRING,
            Pattern.DOTALL);

    /** A string, a filter, or a test. */
    private static final Pattern STRING_OR_NAME = Pattern.compile(
            STRING + "|\\|\\s*(?<filter>[A-Za-z_]\\w*)|\\bis\\s+(?:not\\s+)?(?<test>[A-Za-z_]\\w*)", Pattern.DOTALL);

    private static final int THIRD = 3;

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

    /** {@code f(a, b,)} without its last comma and {@code 'x%s' % y} as a filter, inside tags only. Every line stays where it is. */
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
        String trimmed = STRING_OR_COMMA
                .matcher(tag)
                .replaceAll(found -> found.group().equals(",") ? "" : Matcher.quoteReplacement(found.group()));
        return trimmed.indexOf('%', 2) < 0
                ? trimmed
                : FORMATTED.matcher(trimmed).replaceAll(found -> Matcher.quoteReplacement(formatted(found)));
    }

    /** The operator as the filter that does the same. */
    private static String formatted(MatchResult found) {
        String text = found.group(1);
        String arguments = found.group(2) == null ? found.group(THIRD) : found.group(2);
        return text == null ? found.group() : "(" + text + "|format(" + arguments + "))";
    }
}
