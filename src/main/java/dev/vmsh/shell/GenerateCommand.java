package dev.vmsh.shell;

import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@code scripts/completions} and {@code scripts/docs} run. */
@Command(
        name = GenerateCommand.NAME,
        hidden = true,
        description = "Print a file that is written from the table of commands.",
        footer = "Example: __generate bash")
final class GenerateCommand implements ShellCommand {
    static final String NAME = "__generate";

    /** The files that there are. */
    enum Target {
        BASH,
        ZSH,
        FISH,
        REFERENCE
    }

    private final Supplier<Commands> commands;
    private final Console console;

    @Parameters(paramLabel = "WHAT", description = "bash, zsh or fish for a completion script, or reference.")
    private Target target;

    GenerateCommand(Supplier<Commands> commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    @Override
    public int run() {
        console.out().print(text(commands.get(), target));
        console.out().flush();
        return DONE;
    }

    static String text(Commands commands, Target target) {
        return switch (target) {
            case BASH -> new BashCompletion(new CompletionTable(commands)).script();
            case ZSH -> new ZshCompletion(new CompletionTable(commands)).script();
            case FISH -> new FishCompletion(new CompletionTable(commands)).script();
            case REFERENCE -> new CommandReference(commands).markdown();
        };
    }
}
