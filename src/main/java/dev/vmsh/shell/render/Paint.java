package dev.vmsh.shell.render;

import java.util.stream.Collectors;

/**
 * Colours for text on a terminal, or none. Red is what was, green what is; both are also told by words or signs, so that nothing is lost
 * without colours.
 *
 * @param coloured whether there are any
 */
public record Paint(boolean coloured) {
    /** Text as it is. */
    public static final Paint NONE = new Paint(false);

    /** What was there before, or is there no more. */
    public String before(String text) {
        return with("31", text);
    }

    /** What is there now. */
    public String after(String text) {
        return with("32", text);
    }

    public String strong(String text) {
        return with("1", text);
    }

    public String faint(String text) {
        return with("2", text);
    }

    /** A unified diff: lines taken away, lines added, places. */
    public String diff(String text) {
        return coloured ? text.lines().map(this::diffLine).collect(Collectors.joining("\n", "", "\n")) : text;
    }

    private String diffLine(String line) {
        if (line.startsWith("---") || line.startsWith("+++")) {
            return strong(line);
        }
        if (line.startsWith("@@")) {
            return with("36", line);
        }
        return line.startsWith("-") ? before(line) : line.startsWith("+") ? after(line) : line;
    }

    private String with(String code, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
