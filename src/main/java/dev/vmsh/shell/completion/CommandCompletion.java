package dev.vmsh.shell.completion;

import dev.vmsh.shell.completion.Completion.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What can follow in a command: its subcommands, its options, and values, which the label of a parameter tells: ENV, MODEL, GATEWAY. */
public final class CommandCompletion {
    private final CommandLine commands;
    private final CommandSpec globals;
    private final Supplier<Metadata> metadata;

    /** @param globals options that may stand behind every command */
    public CommandCompletion(CommandLine commands, CommandSpec globals, Supplier<Metadata> metadata) {
        this.commands = commands;
        this.globals = globals;
        this.metadata = metadata;
    }

    /** All commands. */
    List<Candidate> names() {
        return commands.getSubcommands().entrySet().stream()
                .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(entry -> new Candidate(entry.getKey(), "command", description(entry.getValue())))
                .toList();
    }

    /**
     * @param before the words left of the cursor's word, the command first;
     * @param word what is typed of the word
     */
    List<Candidate> arguments(List<String> before, String word) {
        CommandLine command = commands.getSubcommands().get(before.get(0));
        int at = 1;
        while (command != null && at < before.size() && command.getSubcommands().containsKey(before.get(at))) {
            command = command.getSubcommands().get(before.get(at++));
        }
        if (command == null) {
            return List.of();
        }
        CommandSpec spec = command.getCommandSpec();
        Optional<OptionSpec> awaiting = awaiting(spec, before);
        if (awaiting.isPresent()) {
            return values(awaiting.get());
        }
        if (word.startsWith("-")) {
            return options(spec);
        }
        var candidates = new ArrayList<Candidate>();
        command.getSubcommands()
                .forEach((name, below) -> candidates.add(new Candidate(name, "command", description(below))));
        int position = positionals(spec, before.subList(at, before.size()));
        for (PositionalParamSpec positional : spec.positionalParameters()) {
            if (positional.index().contains(position)) {
                candidates.addAll(values(positional));
            }
        }
        if (before.get(0).equals("help")) {
            candidates.addAll(names());
        }
        return candidates;
    }

    private Optional<OptionSpec> awaiting(CommandSpec spec, List<String> before) {
        String last = before.get(before.size() - 1);
        OptionSpec option = spec.findOption(last) == null ? globals.findOption(last) : spec.findOption(last);
        return Optional.ofNullable(option)
                .filter(found -> last.startsWith("-") && found.arity().min() > 0);
    }

    /** How many positional arguments {@code words} hold. */
    private int positionals(CommandSpec spec, List<String> words) {
        int count = 0;
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).startsWith("-")) {
                boolean value = i > 0 && awaiting(spec, words.subList(0, i)).isPresent();
                count += value ? 0 : 1;
            }
        }
        return count;
    }

    private List<Candidate> options(CommandSpec spec) {
        var candidates = new ArrayList<Candidate>();
        for (OptionSpec option : spec.options()) {
            candidates.add(new Candidate(option.longestName(), "option", first(option.description())));
        }
        for (OptionSpec option : globals.options()) {
            if (option.longestName().startsWith("--") && spec.findOption(option.longestName()) == null) {
                candidates.add(new Candidate(option.longestName(), "option", first(option.description())));
            }
        }
        return candidates;
    }

    private List<Candidate> values(ArgSpec argument) {
        Metadata known = metadata.get();
        var candidates = new ArrayList<Candidate>();
        Map<String, List<String>> byLabel = Map.of(
                "ENV",
                known.environments(),
                "GATEWAY",
                known.gateways(),
                "MODEL",
                known.models(),
                "SRC:TGT",
                known.environments());
        byLabel.getOrDefault(argument.paramLabel(), List.of())
                .forEach(value -> candidates.add(
                        new Candidate(value, argument.paramLabel().toLowerCase(java.util.Locale.ROOT), "")));
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(value -> candidates.add(new Candidate(value, "value", "")));
        }
        return candidates;
    }

    private static String description(CommandLine command) {
        return first(command.getCommandSpec().usageMessage().description());
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }
}
