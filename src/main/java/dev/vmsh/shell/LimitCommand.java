package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\limit",
        description = "Show or set how many rows of a table are shown.",
        footer = "Example: \\limit 100")
final class LimitCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(paramLabel = "N", arity = "0..1", description = "0 for all.")
    private Integer wanted;

    LimitCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        if (wanted == null) {
            console.line(String.valueOf(session.get().display().rowLimit()));
        } else if (wanted < 0) {
            throw new UsageException("a limit below zero: " + wanted, "Use 0 for all rows");
        } else {
            session.change(now -> now.withDisplay(now.display().withRowLimit(wanted)));
        }
        return DONE;
    }
}
