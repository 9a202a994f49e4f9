package dev.vmsh.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "\\unset", description = "Forget a variable.", footer = "Example: \\unset day")
final class UnsetCommand implements ShellCommand {
    private final CurrentSession session;

    @Parameters(paramLabel = "NAME", description = "A variable.")
    private String name;

    UnsetCommand(CurrentSession session) {
        this.session = session;
    }

    @Override
    public int run() {
        session.change(now -> now.withoutVariable(name));
        return DONE;
    }
}
