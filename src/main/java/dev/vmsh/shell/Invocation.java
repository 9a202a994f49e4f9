package dev.vmsh.shell;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line taken apart: the options of vmsh itself, and the rest: a command with its words, or scripts. Long options of vmsh may
 * stand behind the command too, except where the command has one of the same name.
 *
 * @param rest empty, or the command's name and its arguments, or script files
 */
record Invocation(GlobalOptions options, List<String> rest) {
    Invocation {
        rest = List.copyOf(rest);
    }

    private static final String EXAMPLE = "Example:";

    /**
     * @param commands the table of commands, for their names and options
     * @throws UsageException if an option is unknown, or its value is wrong
     */
    static Invocation of(List<String> words, Commands commands) {
        var options = new GlobalOptions();
        CommandLine globals = new CommandLine(options.spec())
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true);
        var own = new ArrayList<String>();
        var rest = new ArrayList<String>();
        int at = 0;
        while (at < words.size()
                && (words.get(at).startsWith("-") && words.get(at).length() > 1)) {
            at = take(words, at, globals.getCommandSpec(), own);
        }
        if (at < words.size()) {
            CommandSpec spec = commands.named(words.get(at))
                    .map(CommandLine::getCommandSpec)
                    .orElse(null);
            boolean literal = spec != null && spec.userObject() instanceof EchoCommand;
            rest.add(words.get(at++));
            while (at < words.size()) {
                String word = words.get(at);
                literal |= word.equals("--");
                if (!literal
                        && isLong(word)
                        && (spec == null || !has(spec, word))
                        && has(globals.getCommandSpec(), word)) {
                    at = take(words, at, globals.getCommandSpec(), own);
                } else if (!literal && spec != null && has(spec, word)) {
                    at = take(words, at, spec, rest);
                } else {
                    rest.add(word);
                    at++;
                }
            }
        }
        parse(globals, own);
        return new Invocation(options, rest);
    }

    /** Lets picocli read {@code words} into {@code command}'s object; its refusals become ours. */
    static CommandLine.ParseResult parse(CommandLine command, List<String> words) {
        try {
            return command.parseArgs(words.toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            throw unmatched(e);
        } catch (MissingParameterException e) {
            throw new UsageException(e.getMessage(), example(e.getCommandLine()) + usageHint(e.getCommandLine()));
        } catch (ParameterException e) {
            if (e.getCause() instanceof VmshException refusal) {
                throw refusal;
            }
            throw new UsageException(e.getMessage(), usageHint(e.getCommandLine()));
        }
    }

    private static UsageException unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String where = spec.qualifiedName().strip();
        if (!word.startsWith("-")) {
            if (spec.userObject() instanceof UseCommand) {
                return new UsageException(
                        "'%s' is not something to %s".formatted(word, where),
                        NearName.hint(
                                word,
                                spec.subcommands().keySet(),
                                "Type 'use env %s' or 'use gateway %s'".formatted(word, word)));
            }
            if (!spec.subcommands().isEmpty()) {
                return new UsageException(
                        "'%s' is not something to %s".formatted(word, where),
                        NearName.hint(
                                word,
                                spec.subcommands().keySet(),
                                "Use one of: "
                                        + String.join(", ", spec.subcommands().keySet())));
            }
            return new UsageException("'%s' takes no '%s'".formatted(where, word), usageHint(e.getCommandLine()));
        }
        return new UsageException(
                "%s has no option '%s'".formatted(where, word),
                NearName.hint(word, spec.optionsMap().keySet(), usageHint(e.getCommandLine())));
    }

    /** {@code For example: diff dev. }, if the command has one. */
    private static String example(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith(EXAMPLE))
                .map(line -> "For example: " + line.substring(EXAMPLE.length()).strip() + ". ")
                .findFirst()
                .orElse("");
    }

    private static String usageHint(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName().strip();
        return name.equals("vmsh") ? "Type 'vmsh --help'" : "Type 'help " + name + "'";
    }

    /** Copies the option at {@code at} and its value, and says where the next word is. */
    private static int take(List<String> words, int at, CommandSpec spec, List<String> into) {
        String word = words.get(at);
        into.add(word);
        boolean valueFollows =
                option(spec, word).map(option -> option.arity().min() > 0).orElse(false)
                        && !word.contains("=")
                        && spec.findOption(word) != null;
        if (valueFollows && at + 1 < words.size()) {
            into.add(words.get(at + 1));
            return at + 2;
        }
        return at + 1;
    }

    private static boolean isLong(String word) {
        return word.startsWith("--");
    }

    private static boolean has(CommandSpec spec, String word) {
        return option(spec, word).isPresent();
    }

    private static Optional<OptionSpec> option(CommandSpec spec, String word) {
        int equals = word.indexOf('=');
        return word.startsWith("-")
                ? Optional.ofNullable(spec.findOption(equals < 0 ? word : word.substring(0, equals)))
                : Optional.empty();
    }
}
