package dev.vmsh.shell.render;

import dev.vmsh.problem.UsageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How rows and reports are written. */
public enum OutputFormat {
    /** Aligned columns for people; vertical by itself when wider than the screen. */
    TABLE,
    /** One line for each value. */
    VERTICAL,
    CSV,
    TSV,
    /** One JSON value. */
    JSON,
    /** One JSON value for each row, a line each. */
    JSONL,
    MARKDOWN;

    /** @throws UsageException if {@code name} is none of them */
    public static OutputFormat named(String name) {
        for (OutputFormat format : values()) {
            if (format.id().equals(name.strip().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new UsageException("'%s' is not an output format".formatted(name), "Use one of: " + names());
    }

    /** The name that is typed, lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a program reads it, so that nothing else may be mixed in. */
    public boolean machine() {
        return this != TABLE && this != VERTICAL && this != MARKDOWN;
    }

    public boolean json() {
        return this == JSON || this == JSONL;
    }

    private static String names() {
        return Arrays.stream(values()).map(OutputFormat::id).collect(Collectors.joining(", "));
    }
}
