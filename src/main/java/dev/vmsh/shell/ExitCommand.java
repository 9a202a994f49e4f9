package dev.vmsh.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "exit",
        aliases = {"quit", "\\q"},
        description = "Leave the shell.",
        footer = "Example: exit")
final class ExitCommand implements ShellCommand {
    private final CurrentSession session;

    @Parameters(
            paramLabel = "CODE",
            arity = "0..1",
            defaultValue = "0",
            description = "Exit code. Default: ${DEFAULT-VALUE}.")
    private int code;

    ExitCommand(CurrentSession session) {
        this.session = session;
    }

    @Override
    public int run() {
        session.end(code);
        return code;
    }
}
