package dev.vmsh.shell.completion;

import dev.vmsh.shell.completion.Completion.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What can follow in a command: its subcommands, its options, and values, which the label of a parameter tells: ENV, MODEL, GATEWAY. */
public final class CommandCompletion {
    private static final Pattern WORD = Pattern.compile("\\S+");

    private final Supplier<CommandLine> commands;
    private final Supplier<CommandSpec> globals;
    private final ArgumentValues values;

    /**
     * @param commands asked for when something is typed
     * @param globals options that may stand behind every command
     * @param files the paths that begin with a text, folders with a slash at their end
     */
    public CommandCompletion(
            Supplier<CommandLine> commands,
            Supplier<CommandSpec> globals,
            Supplier<Metadata> metadata,
            Function<String, List<String>> files) {
        this.commands = commands;
        this.globals = globals;
        this.values = new ArgumentValues(metadata, files);
    }

    /** All commands. */
    List<Candidate> names() {
        return commands.get().getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(entry -> new Candidate(entry.getKey(), "command", description(entry.getValue())))
                .toList();
    }

    /**
     * @param before the words left of the cursor's word, the command first;
     * @param word what is typed of the word
     */
    List<Candidate> arguments(List<String> before, String word) {
        Optional<Place> place = place(before);
        if (place.isEmpty()) {
            return List.of();
        }
        CommandSpec spec = place.get().spec();
        Optional<OptionSpec> awaiting = awaiting(spec, before);
        if (awaiting.isPresent()) {
            Optional<String> environment = ArgumentKind.of(awaiting.get()) == ArgumentKind.PLAN
                    ? environment(spec, before.subList(place.get().arguments(), before.size()))
                    : Optional.empty();
            return environment.map(values::plans).orElseGet(() -> values.of(awaiting.get(), word));
        }
        int equals = word.indexOf('=');
        if (word.startsWith("--") && equals > 0) {
            return option(spec, word.substring(0, equals))
                    .map(option -> valuesBehind(word.substring(0, equals + 1), option, word))
                    .orElse(List.of());
        }
        if (word.startsWith("-")) {
            return options(spec);
        }
        var candidates = new ArrayList<Candidate>();
        spec.subcommands().forEach((name, below) -> candidates.add(new Candidate(name, "command", description(below))));
        place.get().next().forEach(positional -> candidates.addAll(values.of(positional, word)));
        if (before.get(0).equals("help")) {
            candidates.addAll(names());
        }
        return candidates;
    }

    /**
     * Where the SQL or the command begins that the command in {@code line} is given; -1 if it takes none, or none was begun.
     *
     * @param line from the command on, as far as typed
     */
    int statementStart(String line) {
        Matcher word = WORD.matcher(line);
        var before = new ArrayList<String>();
        while (word.find()) {
            Optional<Place> place = before.isEmpty() ? Optional.empty() : place(before);
            boolean option = word.group().startsWith("-")
                    || place.flatMap(found -> awaiting(found.spec(), before)).isPresent()
                    || word.group().matches("\\d+(\\.\\d+)?");
            boolean statement = !option
                    && place.stream().flatMap(found -> found.next().stream()).anyMatch(ArgumentValues::isStatement);
            if (statement) {
                return word.start() + (word.group().startsWith("(") ? 1 : 0);
            }
            before.add(word.group());
        }
        return -1;
    }

    /**
     * What the words of a command leave open, for reading: the parameters that may follow, or what an option's value means.
     *
     * @param before all of them, the command first
     */
    String tip(List<String> before) {
        Optional<Place> place = place(before);
        if (place.isEmpty()) {
            return "";
        }
        CommandSpec spec = place.get().spec();
        Optional<OptionSpec> awaiting = awaiting(spec, before);
        if (awaiting.isPresent()) {
            return awaiting.get().paramLabel() + "  " + first(awaiting.get().description());
        }
        var parts = new ArrayList<String>();
        if (!spec.subcommands().isEmpty()) {
            parts.add(String.join("|", spec.subcommands().keySet()));
        }
        for (PositionalParamSpec positional : place.get().next()) {
            boolean optional = positional.arity().min() == 0;
            parts.add(
                    optional && !positional.paramLabel().startsWith("[")
                            ? "[" + positional.paramLabel() + "]"
                            : positional.paramLabel());
        }
        boolean begun = before.size() > 1;
        if (!begun && spec.options().stream().anyMatch(option -> !option.hidden())) {
            parts.add("[--...]");
        }
        return parts.isEmpty()
                ? ""
                : String.join(" ", parts)
                        + (begun ? "" : "  " + first(spec.usageMessage().description()));
    }

    /**
     * How far a command was typed.
     *
     * @param arguments which of its words is the first behind the command's name
     * @param next the parameters that may stand there now
     */
    private record Place(CommandSpec spec, int arguments, List<PositionalParamSpec> next) {}

    /** Empty if the first of {@code before} is no command. */
    private Optional<Place> place(List<String> before) {
        CommandLine command = commands.get().getSubcommands().get(before.get(0));
        int at = 1;
        while (command != null && at < before.size() && command.getSubcommands().containsKey(before.get(at))) {
            command = command.getSubcommands().get(before.get(at++));
        }
        if (command == null) {
            return Optional.empty();
        }
        CommandSpec spec = command.getCommandSpec();
        int position = positionals(spec, before.subList(at, before.size()));
        return Optional.of(new Place(
                spec,
                at,
                spec.positionalParameters().stream()
                        .filter(positional -> positional.index().contains(position))
                        .toList()));
    }

    private Optional<OptionSpec> awaiting(CommandSpec spec, List<String> before) {
        String last = before.get(before.size() - 1);
        return option(spec, last)
                .filter(found -> last.startsWith("-") && found.arity().min() > 0);
    }

    private Optional<OptionSpec> option(CommandSpec spec, String name) {
        return Optional.ofNullable(spec.findOption(name))
                .or(() -> Optional.ofNullable(globals.get().findOption(name)));
    }

    /** Values of an option that is written {@code --name=value}, as whole words. */
    private List<Candidate> valuesBehind(String name, OptionSpec option, String word) {
        return values.of(option, word.substring(name.length())).stream()
                .map(each -> new Candidate(name + each.value(), each.group(), each.description()))
                .toList();
    }

    /** The environment that {@code words} name last: the one whose plans are meant. */
    private Optional<String> environment(CommandSpec spec, List<String> words) {
        Optional<String> last = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            int position = positionals(spec, words.subList(0, i));
            boolean environment = positionals(spec, words.subList(0, i + 1)) > position
                    && spec.positionalParameters().stream()
                            .filter(each -> each.index().contains(position))
                            .anyMatch(each -> ArgumentKind.of(each) == ArgumentKind.ENVIRONMENT);
            last = environment ? Optional.of(words.get(i)) : last;
        }
        return last;
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
            if (option.hidden()) {
                continue;
            }
            candidates.add(new Candidate(option.longestName(), "option", first(option.description())));
        }
        for (OptionSpec option : globals.get().options()) {
            if (option.longestName().startsWith("--") && spec.findOption(option.longestName()) == null) {
                candidates.add(new Candidate(option.longestName(), "option", first(option.description())));
            }
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
