package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.state.Lease;
import dev.vmsh.work.PersonLocks;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lock",
        description = "Keep others from changing ENV until you type 'unlock'. Your own sessions on this machine may.",
        footer = "Example: lock dev --wait 60")
final class LockCommand implements ShellCommand {
    private final PersonLocks locks;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for another session at work in ENV.")
    private int wait;

    LockCommand(PersonLocks locks, CurrentSession session, Console console, Confirmations confirmations) {
        this.locks = locks;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        confirmations.requireWritable("lock");
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        Lease lock = locks.lock(session.get().gateway(), name, Duration.ofSeconds(wait));
        console.note("%s is locked by you since %s; 'unlock %s' gives it back"
                .formatted(name, lock.since().truncatedTo(ChronoUnit.SECONDS), name.typed()));
        return DONE;
    }
}
