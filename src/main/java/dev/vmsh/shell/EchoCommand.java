package dev.vmsh.shell;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "echo",
        aliases = {"\\echo"},
        description = "Print text; variables are put in.",
        footer = "Example: echo building :name")
final class EchoCommand implements ShellCommand {
    private final Console console;

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Words to print.")
    private List<String> words = List.of();

    EchoCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run() {
        console.line(String.join(" ", words));
        return DONE;
    }
}
