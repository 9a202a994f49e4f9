package dev.vmsh.diff;

import dev.vmsh.problem.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be compared with what.
 *
 * @param source an environment, or the name of a table
 * @param target the same for the other side; the source is read as "before", the target as "after"
 * @param sourceGateway where the source is; empty for the session's gateway
 * @param targetGateway the same for the target
 * @param models names and selectors; if empty and both sides are environments, every model that differs between them
 */
public record TableDiffRequest(
        String source,
        String target,
        Optional<String> sourceGateway,
        Optional<String> targetGateway,
        List<String> models,
        TableDiffOptions options) {
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
        int colon = outsideQuotes(first, ':');
        boolean selector = words.size() > 2 && (first.startsWith("tag:") || first.startsWith("+"));
        if (colon < 0 || selector) {
            if (words.size() < 2) {
                throw new UsageException("'%s' names one side only".formatted(first), USAGE);
            }
            int models = words.size() - 2;
            return of(words.get(models), words.get(models + 1), words.subList(0, models), options);
        }
        return of(first.substring(0, colon), first.substring(colon + 1), words.subList(1, words.size()), options);
    }

    /** Two sides as typed, a gateway before each or none. */
    static TableDiffRequest of(String source, String target, List<String> models, TableDiffOptions options) {
        return new TableDiffRequest(name(source), name(target), gateway(source), gateway(target), models, options);
    }

    /** The same with more models. */
    public TableDiffRequest withModels(List<String> more) {
        var all = new ArrayList<>(models);
        all.addAll(more);
        return new TableDiffRequest(source, target, sourceGateway, targetGateway, all, options);
    }

    /** The same asked with samples or without. */
    public TableDiffRequest withOptions(TableDiffOptions other) {
        return new TableDiffRequest(source, target, sourceGateway, targetGateway, models, other);
    }

    /** The source as it was typed: {@code production/prod}. */
    public String sourceText() {
        return sourceGateway.map(gateway -> gateway + "/").orElse("") + source;
    }

    public String targetText() {
        return targetGateway.map(gateway -> gateway + "/").orElse("") + target;
    }

    private static String name(String side) {
        String name = side.substring(outsideQuotes(side, '/') + 1).strip();
        if (name.isEmpty()) {
            throw new UsageException("one side of the comparison is empty", USAGE);
        }
        if (side.indexOf('|') >= 0) {
            throw new UsageException(
                    "'%s' names a gateway with |".formatted(side),
                    "Write GATEWAY/NAME: table_diff production/prod:nonproduction/prod MODEL");
        }
        return name;
    }

    private static Optional<String> gateway(String side) {
        int slash = outsideQuotes(side, '/');
        return slash < 1
                ? Optional.empty()
                : Optional.of(side.substring(0, slash).strip());
    }

    /** Where {@code wanted} first stands outside double quotes; -1 if nowhere. */
    private static int outsideQuotes(String text, char wanted) {
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return at;
            }
        }
        return -1;
    }
}
