package dev.vmsh.project;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as the user wrote it, macros and all, without its semicolon.
 *
 * @param line where it begins in its file, from 1; 0 if that is not known
 * @param jinja whether it is the body of a JINJA block
 * @param configuration the configuration file that it stands in; null if it stands in the file of its model or audit
 */
public record SqlText(String text, int line, boolean jinja, String configuration) {
    private static final Pattern JINJA = Pattern.compile("(?is)JINJA_STATEMENT_BEGIN\\s*;?(.*?)JINJA_END\\s*");

    public SqlText {
        Objects.requireNonNull(text, "text");
    }

    /** A statement of the file of a model or audit. */
    public SqlText(String text, int line, boolean jinja) {
        this(text, line, jinja, null);
    }

    /** A statement of a configuration file, which may end with a semicolon and may be a JINJA block. */
    public static SqlText configured(String written, int line, String file) {
        String text = written.strip().replaceAll("(\\s*;)+$", "");
        Matcher block = JINJA.matcher(text);
        return block.matches()
                ? new SqlText(block.group(1).strip(), line, true, file)
                : new SqlText(text, line, false, file);
    }
}
