package dev.vmsh.shell;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.shell.render.DisplayWidth;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Parameters;

@Command(
        name = "help",
        aliases = {"\\?", "\\h"},
        description = "List the commands, or explain one.",
        footer = "Example: help plan")
final class HelpCommand implements ShellCommand {
    private static final int NAME_WIDTH = 22;

    private final Supplier<Commands> commands;
    private final Console console;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "A command, and what follows it: use env.")
    private List<String> names = List.of();

    HelpCommand(Supplier<Commands> commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    @Override
    public int run() {
        if (names.isEmpty()) {
            console.show(overview(commands.get()));
            return DONE;
        }
        CommandLine command = commands.get().root();
        for (String name : names) {
            Map<String, CommandLine> below = command.getSubcommands();
            if (!below.containsKey(name)) {
                throw new UsageException(
                        "'%s' is not a command".formatted(String.join(" ", names)),
                        NearName.hint(name, below.keySet(), "Type 'help' for all commands"));
            }
            command = below.get(name);
        }
        console.show(command.getUsageMessage(Ansi.OFF));
        return DONE;
    }

    /** Every command with the first line of its description, by group. */
    static String overview(Commands commands) {
        var out = new StringBuilder();
        commands.groups().forEach((title, group) -> {
            out.append(title).append('\n');
            for (CommandLine command : group) {
                if (command.getCommandSpec().usageMessage().hidden()) {
                    continue;
                }
                String[] description = command.getCommandSpec().usageMessage().description();
                String name = DisplayWidth.pad(command.getCommandName(), NAME_WIDTH, false);
                out.append("  ").append(name).append(description[0]).append('\n');
            }
            out.append('\n');
        });
        return out.append("Anything else is SQL and ends at a semicolon. 'help COMMAND' explains one.\n")
                .toString();
    }
}
