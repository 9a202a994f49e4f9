package dev.vmsh.shell.completion;

import dev.vmsh.shell.completion.Completion.Candidate;
import dev.vmsh.shell.completion.Metadata.Naming;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;

/** What can stand for an argument, by its kind. */
final class ArgumentValues {
    private final Supplier<Metadata> metadata;
    private final Function<String, List<String>> files;

    /** @param files the paths that begin with a text, folders with a slash at their end */
    ArgumentValues(Supplier<Metadata> metadata, Function<String, List<String>> files) {
        this.metadata = metadata;
        this.files = files;
    }

    static boolean isStatement(ArgSpec argument) {
        return ArgumentKind.of(argument) == ArgumentKind.STATEMENT;
    }

    /** @param word what is typed of it */
    List<Candidate> of(ArgSpec argument, String word) {
        Metadata known = metadata.get();
        return switch (ArgumentKind.of(argument)) {
            case ENVIRONMENT -> named(known, Naming.ENVIRONMENT);
            case GATEWAY -> named(known, Naming.GATEWAY);
            case MODEL -> named(known, Naming.MODEL);
            case PLAN -> named(known, Naming.PLAN);
            case QUERY -> named(known, Naming.QUERY);
            case SELECTOR -> known.selectors().at(word);
            case COMPARISON -> known.selectors().comparison(known.names(Naming.ENVIRONMENT), word);
            case PATH ->
                files.apply(word).stream()
                        .map(path -> new Candidate(path, "file", ""))
                        .toList();
            case WORD ->
                ArgumentKind.words(argument).stream()
                        .map(value -> new Candidate(value, "value", ""))
                        .toList();
            case COMMAND, STATEMENT, ANYTHING -> List.of();
        };
    }

    /** The plans that {@code environment} stood at. */
    List<Candidate> plans(String environment) {
        return metadata.get().plans().getOrDefault(environment, List.of()).stream()
                .map(plan -> new Candidate(plan, "plan", ""))
                .toList();
    }

    private static List<Candidate> named(Metadata known, Naming naming) {
        String group = naming.name().toLowerCase(Locale.ROOT);
        return known.names(naming).stream()
                .map(name -> new Candidate(name, group, ""))
                .toList();
    }
}
