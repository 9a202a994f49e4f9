package dev.vmsh.macro;

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

    private JinjaSyntax() {}

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
