package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\on_error",
        description = "Say whether a script stops at a line that fails.",
        footer = "Example: \\on_error continue")
final class OnErrorCommand implements ShellCommand {
    private final CurrentSession session;

    @Parameters(paramLabel = "stop|continue", description = "Default: stop.")
    private String wanted;

    OnErrorCommand(CurrentSession session) {
        this.session = session;
    }

    @Override
    public int run() {
        boolean goOn = wanted.equalsIgnoreCase("continue");
        if (!goOn && !wanted.equalsIgnoreCase("stop")) {
            throw new UsageException("'%s' is neither stop nor continue".formatted(wanted), "Type '\\on_error stop'");
        }
        session.change(now -> now.withRules(now.rules().onError(goOn)));
        return DONE;
    }
}
