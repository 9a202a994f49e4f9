package dev.vmsh.project.definition;

import dev.vmsh.problem.Problem;
import java.util.Arrays;
import java.util.Objects;

/** The text of one file, and where in it an offset lies. Immutable. */
public final class Source {
    private final String file;
    private final String text;
    private final int[] lineStarts;

    /** @param file path relative to the project root */
    public Source(String file, String text) {
        this.file = Objects.requireNonNull(file, "file");
        this.text = Objects.requireNonNull(text, "text");
        var starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts[line++] = i + 1;
            }
        }
        this.lineStarts = starts;
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** The line of {@code offset}, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of {@code offset}, from 1. */
    public int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /** A fault at {@code offset}; -1 for the whole file. */
    public Problem problem(int offset, String message, String remedy) {
        if (offset < 0) {
            return new Problem(file, 1, 0, message, remedy);
        }
        int inside = Math.min(offset, text.length());
        return new Problem(file, line(inside), column(inside), message, remedy);
    }
}
