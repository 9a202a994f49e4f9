package dev.vmsh.problem;

import java.util.Objects;

/**
 * One thing wrong in the user's project.
 *
 * @param file path relative to the project root; empty if no file is to blame
 * @param line counts from 1; 0 means the whole file
 * @param column counts from 1; 0 means the whole line
 * @param message what is wrong
 * @param remedy what to write or type instead; may be empty
 */
public record Problem(String file, int line, int column, String message, String remedy) {
    public Problem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** {@code file:line:column: message}, leaving out what is not known. */
    public String text() {
        var out = new StringBuilder();
        if (!file.isEmpty()) {
            out.append(file);
            if (line > 0) {
                out.append(':').append(line);
                if (column > 0) {
                    out.append(':').append(column);
                }
            }
            out.append(": ");
        }
        return out.append(message).toString();
    }
}
