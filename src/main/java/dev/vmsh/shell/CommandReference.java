package dev.vmsh.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page about all commands, written from their table so that it cannot be out of date. */
final class CommandReference {
    private final Commands commands;

    CommandReference(Commands commands) {
        this.commands = commands;
    }

    String markdown() {
        var out = new StringBuilder("""
                # Commands

                Generated from the table of commands by `scripts/docs`; do not edit.

                A line whose first word is one of these is a command and ends with the line. Anything else is SQL and ends at its `;`.
                `help COMMAND` says the same in the shell.

                ## Starting vmsh

                ```
                vmsh [OPTIONS]                    interactive shell
                vmsh [OPTIONS] COMMAND [ARGS...]  one command
                vmsh [OPTIONS] FILE.vmsh...       scripts
                ... | vmsh [OPTIONS]              a script from standard input
                ```

                The long options may also stand behind a command.

                """);
        arguments(new GlobalOptions().spec(), out);
        commands.groups().forEach((title, group) -> {
            out.append("\n## ").append(title).append('\n');
            group.stream()
                    .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                    .forEach(command -> command(command, out));
        });
        return out.toString();
    }

    private void command(CommandLine command, StringBuilder out) {
        CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName().strip();
        out.append("\n### `").append(name).append("`\n\n");
        out.append(String.join(" ", spec.usageMessage().description())).append('\n');
        if (spec.aliases().length > 0) {
            out.append("\nAlso: ").append(codes(List.of(spec.aliases()))).append('\n');
        }
        if (!spec.args().isEmpty()) {
            out.append('\n');
            arguments(spec, out);
        }
        List<String> examples = Arrays.stream(spec.usageMessage().footer())
                .map(line -> line.replaceFirst("^Example: ", ""))
                .filter(line -> !line.isBlank())
                .toList();
        if (!examples.isEmpty()) {
            out.append("\n```\n").append(String.join("\n", examples)).append("\n```\n");
        }
        command.getSubcommands().values().stream().distinct().forEach(below -> command(below, out));
    }

    private static void arguments(CommandSpec spec, StringBuilder out) {
        out.append("| | |\n|---|---|\n");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            boolean optional = parameter.arity().min() == 0;
            row((optional ? "[" : "") + parameter.paramLabel() + (optional ? "]" : ""), parameter, out);
        }
        for (OptionSpec option : spec.options()) {
            var names = new ArrayList<>(List.of(option.names()));
            String last = names.remove(names.size() - 1);
            names.add(option.arity().max() > 0 ? last + " " + option.paramLabel() : last);
            row(String.join(", ", names), option, out);
        }
    }

    private static void row(String name, ArgSpec argument, StringBuilder out) {
        String meaning = Arrays.stream(argument.description())
                .map(line -> line.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue())))
                .collect(Collectors.joining(" "));
        out.append("| `")
                .append(name.replace("|", "\\|"))
                .append("` | ")
                .append(meaning.replace("|", "\\|"))
                .append(" |\n");
    }

    private static String codes(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
