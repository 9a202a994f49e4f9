package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.work.CleanUp;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "invalidate",
        description = "End an environment: its views go with the next clean-up, or at once with --sync.",
        footer = "Example: invalidate dev --sync")
final class InvalidateCommand implements ShellCommand {
    private final CleanUp cleanUp;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Parameters(paramLabel = "ENV", description = "An environment other than prod.")
    private EnvironmentName environment;

    @Option(names = "--sync", description = "Remove its views now.")
    private boolean sync;

    InvalidateCommand(CleanUp cleanUp, CurrentSession session, Console console, Confirmations confirmations) {
        this.cleanUp = cleanUp;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        confirmations.requireWritable("invalidate");
        CleanUp.Report report = cleanUp.invalidate(session.get().gateway(), environment, sync, Duration.ZERO);
        if (sync) {
            return JanitorCommand.print(report, false, console);
        }
        console.note("%s has ended; its views go with the next 'janitor'".formatted(environment));
        return DONE;
    }
}
