package dev.vmsh.shell;

import dev.vmsh.shell.completion.ArgumentKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The table of commands as the users' shells complete it: commands with their words, options, and values. */
final class CompletionTable {
    private final List<CommandSpec> commands;
    private final CommandSpec globals;

    CompletionTable(Commands table) {
        this.commands = table.groups().values().stream()
                .flatMap(List::stream)
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden() && !spec.name().startsWith("\\"))
                .toList();
        this.globals = new GlobalOptions().spec();
    }

    /** What can stand for an argument. */
    sealed interface Values {
        /** One of a few. */
        record Fixed(List<String> words) implements Values {}

        /** Names that the project has: {@code vmsh __complete} prints them. */
        record Asked(NamesCommand.Things things) implements Values {
            String word() {
                return things.word();
            }
        }

        record Files() implements Values {}

        /** Nobody knows. */
        record Unknown() implements Values {}
    }

    List<CommandSpec> commands() {
        return commands;
    }

    CommandSpec globals() {
        return globals;
    }

    /** The commands' names, separated by blanks. */
    String words() {
        return commands.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
    }

    Values values(ArgSpec argument) {
        return switch (ArgumentKind.of(argument)) {
            case ENVIRONMENT -> new Values.Asked(NamesCommand.Things.ENVIRONMENTS);
            case GATEWAY -> new Values.Asked(NamesCommand.Things.GATEWAYS);
            case MODEL -> new Values.Asked(NamesCommand.Things.MODELS);
            case SELECTOR -> new Values.Asked(NamesCommand.Things.SELECTORS);
            case COMPARISON -> new Values.Asked(NamesCommand.Things.COMPARISONS);
            case COMMAND ->
                new Values.Fixed(commands.stream().map(CommandSpec::name).toList());
            case WORD -> new Values.Fixed(ArgumentKind.words(argument));
            case PATH -> new Values.Files();
            case PLAN, QUERY, STATEMENT, ANYTHING -> new Values.Unknown();
        };
    }

    /** What can stand where a command's arguments begin; empty if it takes none. */
    Optional<Values> firstArgument(CommandSpec command) {
        return command.positionalParameters().stream()
                .findFirst()
                .map(this::values)
                .filter(values -> !(values instanceof Values.Unknown));
    }

    /** A command's own options and the long ones of vmsh, which may follow it. */
    List<OptionSpec> options(CommandSpec spec) {
        var options = new ArrayList<>(spec.options());
        if (spec != globals) {
            globals.options().stream()
                    .filter(option -> option.longestName().startsWith("--"))
                    .filter(option -> Stream.of(option.names()).allMatch(name -> spec.findOption(name) == null))
                    .forEach(options::add);
        }
        options.removeIf(OptionSpec::hidden);
        return options;
    }

    /** Names of all options that are followed by a value, those of vmsh itself first. */
    Set<String> optionsWithValues() {
        var names = new LinkedHashSet<String>();
        withValues(globals).forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }

    static List<OptionSpec> withValues(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> option.arity().min() > 0 && !option.hidden())
                .toList();
    }

    /** The commands that are a word of {@code command}, with their names. */
    static Map<CommandSpec, List<String>> below(CommandSpec command) {
        var below = new LinkedHashMap<CommandSpec, List<String>>();
        command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .forEach(spec -> below.put(spec, names(spec)));
        return below;
    }

    /** The words that may follow {@code command}, separated by blanks; empty if there are none. */
    static String wordsBelow(CommandSpec command) {
        return command.subcommands().keySet().stream().sorted().collect(Collectors.joining(" "));
    }

    static List<String> names(CommandSpec command) {
        var names = new ArrayList<>(List.of(command.name()));
        Stream.of(command.aliases()).filter(alias -> !alias.startsWith("\\")).forEach(names::add);
        return names;
    }

    static String description(CommandSpec command) {
        return first(command.usageMessage().description());
    }

    static String description(OptionSpec option) {
        return first(option.description());
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }
}
