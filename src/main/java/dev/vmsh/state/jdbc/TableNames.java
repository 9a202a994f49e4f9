package dev.vmsh.state.jdbc;

import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;

/** Reads the text that {@link TableName#toString} writes: the form in which state keeps names. */
final class TableNames {
    private TableNames() {}

    /** @throws IllegalArgumentException if {@code text} is not one to three parts */
    static TableName parse(String text) {
        List<String> parts = parts(text);
        return switch (parts.size()) {
            case 1 -> new TableName(null, null, parts.get(0));
            case 2 -> new TableName(null, parts.get(0), parts.get(1));
            case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
            default -> throw new IllegalArgumentException("not a table's name: " + text);
        };
    }

    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                part.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
