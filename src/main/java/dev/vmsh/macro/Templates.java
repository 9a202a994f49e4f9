package dev.vmsh.macro;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with {@code @{name}} and {@code @name} in it. */
final class Templates {
    private static final Pattern MARK =
            Pattern.compile("@(?:(@)|\\{([_a-zA-Z][_a-zA-Z0-9]*)}|([_a-zA-Z][_a-zA-Z0-9]*))");

    private Templates() {}

    /** Fills in what {@code values} knows; unknown names stay, {@code @@} is a plain {@code @}. */
    static String fill(String text, Function<String, Optional<String>> values) {
        if (text.indexOf('@') < 0) {
            return text;
        }
        var out = new StringBuilder();
        Matcher marks = MARK.matcher(text);
        while (marks.find()) {
            String replacement = "@";
            if (marks.group(1) == null) {
                String name = marks.group(2) != null ? marks.group(2) : marks.group(3);
                replacement = values.apply(name).orElse(marks.group());
            }
            marks.appendReplacement(out, Matcher.quoteReplacement(replacement));
        }
        return marks.appendTail(out).toString();
    }
}
