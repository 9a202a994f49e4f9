package dev.vmsh.shell.completion;

import dev.vmsh.shell.render.OutputFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/** What an argument takes, which its label says. The one place that knows what {@code ENV} stands for: the prompt and the users' shells read it. */
public enum ArgumentKind {
    ENVIRONMENT,
    GATEWAY,
    MODEL,
    SELECTOR,
    /** Two environments with a colon between them, then selectors. */
    COMPARISON,
    /** A plan that the environment stood at. */
    PLAN,
    /** A query that the user saved. */
    QUERY,
    COMMAND,
    PATH,
    /** The rest of the line, as SQL or as a command. */
    STATEMENT,
    /** One of a few words. */
    WORD,
    /** Nothing that could be offered. */
    ANYTHING;

    private static final Map<String, ArgumentKind> LABELS = Map.ofEntries(
            Map.entry("ENV", ENVIRONMENT),
            Map.entry("OTHER", ENVIRONMENT),
            Map.entry("GATEWAY", GATEWAY),
            Map.entry("MODEL", MODEL),
            Map.entry("SELECTOR", SELECTOR),
            Map.entry("SOURCE:TARGET [MODEL]", COMPARISON),
            Map.entry("PLAN", PLAN),
            Map.entry("QUERY", QUERY),
            Map.entry("NAME [SQL]", QUERY),
            Map.entry("COMMAND", COMMAND),
            Map.entry("FILE", PATH),
            Map.entry("PATH", PATH),
            Map.entry("DIR", PATH),
            Map.entry("SQL", STATEMENT),
            Map.entry("[SECONDS] [COMMAND]", STATEMENT));

    private static final List<String> FORMATS = List.of("F", "FORMAT");

    public static ArgumentKind of(ArgSpec argument) {
        ArgumentKind named = LABELS.get(argument.paramLabel());
        if (named != null) {
            return named;
        }
        return words(argument).isEmpty() ? ANYTHING : WORD;
    }

    /** The words that can stand for {@code argument}, lower case; empty if it is no choice of words. */
    public static List<String> words(ArgSpec argument) {
        String label = argument.paramLabel();
        if (FORMATS.contains(label)) {
            return Arrays.stream(OutputFormat.values()).map(OutputFormat::id).toList();
        }
        if (label.matches("[a-zA-Z]+(\\|[a-zA-Z]+)+")) {
            // One in capitals stands for something else.
            return Arrays.stream(label.split("\\|"))
                    .filter(word -> word.equals(word.toLowerCase(Locale.ROOT)))
                    .toList();
        }
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false)
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList();
    }
}
