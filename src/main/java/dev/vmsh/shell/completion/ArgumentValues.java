package dev.vmsh.shell.completion;

import dev.vmsh.shell.completion.Completion.Candidate;
import dev.vmsh.shell.completion.Metadata.Naming;
import dev.vmsh.shell.render.OutputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;

/** What an argument's label says about its values: {@code ENV}, {@code MODEL}, {@code FILE}, {@code on|off}. */
final class ArgumentValues {
    private static final Map<String, Naming> NAMES = Map.of(
            "ENV", Naming.ENVIRONMENT,
            "OTHER", Naming.ENVIRONMENT,
            "SOURCE:TARGET [MODEL]", Naming.ENVIRONMENT,
            "GATEWAY", Naming.GATEWAY,
            "MODEL", Naming.MODEL,
            "SELECTOR", Naming.MODEL,
            "PLAN", Naming.PLAN,
            "QUERY", Naming.QUERY,
            "NAME [SQL]", Naming.QUERY);
    private static final Set<String> FORMATS = Set.of("F", "FORMAT");
    private static final Set<String> PATHS = Set.of("FILE", "PATH", "DIR");
    /** Labels under which the rest of the line is a statement. */
    private static final Set<String> STATEMENTS = Set.of("SQL", "[SECONDS] [COMMAND]");

    private final Supplier<Metadata> metadata;
    private final Function<String, List<String>> files;

    /** @param files the paths that begin with a text, folders with a slash at their end */
    ArgumentValues(Supplier<Metadata> metadata, Function<String, List<String>> files) {
        this.metadata = metadata;
        this.files = files;
    }

    static boolean isStatement(ArgSpec argument) {
        return STATEMENTS.contains(argument.paramLabel());
    }

    /** @param word what is typed of it */
    List<Candidate> of(ArgSpec argument, String word) {
        String label = argument.paramLabel();
        var candidates = new ArrayList<Candidate>();
        if (NAMES.containsKey(label)) {
            Naming naming = NAMES.get(label);
            String group = naming.name().toLowerCase(Locale.ROOT);
            metadata.get().names(naming).forEach(name -> candidates.add(new Candidate(name, group, "")));
        } else if (FORMATS.contains(label)) {
            Arrays.stream(OutputFormat.values())
                    .forEach(format -> candidates.add(new Candidate(format.id(), "format", "")));
        } else if (PATHS.contains(label)) {
            files.apply(word).forEach(path -> candidates.add(new Candidate(path, "file", "")));
        } else if (label.matches("[a-zA-Z]+(\\|[a-zA-Z]+)+")) {
            Arrays.stream(label.split("\\|"))
                    .filter(value -> value.equals(value.toLowerCase(Locale.ROOT)))
                    .forEach(value -> candidates.add(new Candidate(value, "value", "")));
        } else if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(value -> candidates.add(new Candidate(value, "value", "")));
        }
        return candidates;
    }
}
