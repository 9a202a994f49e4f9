package dev.vmsh.project;

import java.util.Objects;

/**
 * A statement as the user wrote it, macros and all, without its semicolon.
 *
 * @param line where it begins in its file, from 1; 0 if it comes from configuration
 * @param jinja whether it is the body of a JINJA block
 */
public record SqlText(String text, int line, boolean jinja) {
    public SqlText {
        Objects.requireNonNull(text, "text");
    }
}
