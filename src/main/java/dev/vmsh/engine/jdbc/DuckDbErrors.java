package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB gives no SQLSTATE: its errors are told apart by how their messages begin. */
final class DuckDbErrors implements JdbcErrors {
    /** What a streaming query puts before the message that counts. */
    private static final Pattern WRAPPING = Pattern.compile(
            "\\A(?:Invalid Input Error: )?Attempting to execute an unsuccessful or closed pending query result\\s+Error: ");

    private static final Pattern PLACE = Pattern.compile("\\n\\s*\\n?LINE (\\d+): ([^\\n]*)(?:\\n( *)\\^)?\\s*\\z");

    private record Rule(String beginning, Cause kind) {}

    private static final List<Rule> RULES = List.of(
            new Rule("INTERRUPT Error", Cause.TIMEOUT),
            new Rule("Parser Error", Cause.STATEMENT),
            new Rule("Syntax Error", Cause.STATEMENT),
            new Rule("Binder Error", Cause.STATEMENT),
            new Rule("Catalog Error", Cause.STATEMENT),
            new Rule("Conversion Error", Cause.STATEMENT),
            new Rule("Constraint Error", Cause.STATEMENT),
            new Rule("Dependency Error", Cause.STATEMENT),
            new Rule("Invalid Type Error", Cause.STATEMENT),
            new Rule("Mismatch Type Error", Cause.STATEMENT),
            new Rule("Invalid Input Error", Cause.STATEMENT),
            new Rule("Out of Range Error", Cause.STATEMENT),
            new Rule("Not implemented Error", Cause.STATEMENT),
            new Rule("Permission Error", Cause.PERMISSION),
            new Rule("Out of Memory Error", Cause.RESOURCES),
            new Rule("Connection Error", Cause.CONNECTION),
            new Rule("HTTP Error", Cause.CONNECTION),
            new Rule("FATAL Error", Cause.CONNECTION));

    @Override
    public EngineException translate(SQLException error, String sql, boolean cancelled) {
        String message =
                WRAPPING.matcher(JdbcErrors.printable(error.getMessage())).replaceFirst("");
        Cause kind = kind(message, cancelled);
        int position = -1;
        Matcher place = PLACE.matcher(message);
        if (place.find()) {
            position = sql == null || place.group(3) == null
                    ? -1
                    : offset(
                            sql,
                            Integer.parseInt(place.group(1)),
                            place.group(2),
                            place.group(3).length() - ("LINE " + place.group(1) + ": ").length());
            message = message.substring(0, place.start()).strip();
        }
        return new EngineException(kind, message, remedy(kind, message), sql, position, error);
    }

    private static Cause kind(String message, boolean cancelled) {
        if (message.startsWith("INTERRUPT Error") && cancelled) {
            return Cause.CANCELLED;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("could not set lock on file") || lower.contains("being used by another process")) {
            return Cause.LOCKED;
        }
        if (lower.contains("conflict on")
                || lower.contains("transaction conflict")
                || lower.contains("write-write conflict")) {
            return Cause.CONFLICT;
        }
        if (lower.contains("no space left")
                || lower.contains("disk quota")
                || lower.contains("max_temp_directory_size")) {
            return Cause.RESOURCES;
        }
        if (lower.contains("permission denied") || lower.contains("read-only mode")) {
            return Cause.PERMISSION;
        }
        return RULES.stream()
                .filter(rule -> message.startsWith(rule.beginning()))
                .map(Rule::kind)
                .findFirst()
                .orElse(Cause.OTHER);
    }

    private static String remedy(Cause kind, String message) {
        return switch (kind) {
            case CONFLICT -> "Try again: another transaction changed the same thing at the same time";
            case RESOURCES ->
                message.startsWith("Out of Memory")
                        ? "Raise memory_limit in the connection's connector_config, or read less at once"
                        : "Free some disk space and try again";
            case PERMISSION -> "Check the permissions of the database file, and read_only in the connection";
            default -> "";
        };
    }

    /**
     * Where the caret points, as an offset in {@code sql}. DuckDB cuts long lines and marks it with dots, so the text it shows is looked
     * up in the line. -1 if it is not found there.
     */
    private static int offset(String sql, int line, String shown, int caret) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = sql.indexOf('\n', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        int end = sql.indexOf('\n', start);
        String text = end < 0 ? sql.substring(start) : sql.substring(start, end);
        boolean cut = shown.startsWith("...");
        String visible = cut ? shown.substring(3) : shown;
        if (visible.endsWith("...") && !text.contains(visible)) {
            visible = visible.substring(0, visible.length() - 3);
        }
        int at = text.indexOf(visible);
        int column = caret - (cut ? 3 : 0);
        return at < 0 || column < 0 || at + column > text.length() ? -1 : start + at + column;
    }
}
