package dev.vmsh.diff;

import dev.vmsh.problem.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be compared with what.
 *
 * @param source an environment, or the name of a table
 * @param target the same for the other side; the source is read as "before", the target as "after"
 * @param models names and selectors; if empty and both sides are environments, every model that differs between them
 */
public record TableDiffRequest(String source, String target, List<String> models, TableDiffOptions options) {
    private static final String USAGE = "Write table_diff SOURCE:TARGET [MODEL...], or table_diff MODEL SOURCE TARGET";

    public TableDiffRequest {
        models = List.copyOf(models);
    }

    /**
     * Reads {@code A:B [MODEL...]}, {@code A B}, and {@code MODEL... A B}.
     *
     * @throws UsageException if {@code words} are none of these
     */
    public static TableDiffRequest of(List<String> words, TableDiffOptions options) {
        if (words.isEmpty()) {
            throw new UsageException("table_diff needs two environments or two tables", USAGE);
        }
        String first = words.get(0);
        int colon = colon(first);
        boolean selector = words.size() > 2 && (first.startsWith("tag:") || first.startsWith("+"));
        if (colon < 0 || selector) {
            if (words.size() < 2) {
                throw new UsageException("'%s' names one side only".formatted(first), USAGE);
            }
            int models = words.size() - 2;
            return new TableDiffRequest(
                    side(words.get(models)), side(words.get(models + 1)), words.subList(0, models), options);
        }
        return new TableDiffRequest(
                side(first.substring(0, colon)),
                side(first.substring(colon + 1)),
                words.subList(1, words.size()),
                options);
    }

    /** The same with more models. */
    public TableDiffRequest withModels(List<String> more) {
        var all = new ArrayList<>(models);
        all.addAll(more);
        return new TableDiffRequest(source, target, all, options);
    }

    private static String side(String text) {
        if (text.isBlank()) {
            throw new UsageException("one side of the comparison is empty", USAGE);
        }
        if (text.indexOf('|') >= 0) {
            throw new UsageException(
                    "tables of two gateways cannot be compared: '%s'".formatted(text),
                    "Leave out the part before |; both tables must be in the session's gateway");
        }
        return text.strip();
    }

    /** The colon between the sides: the first outside double quotes; -1 if there is none. */
    private static int colon(String text) {
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ':' && !quoted) {
                return at;
            }
        }
        return -1;
    }
}
