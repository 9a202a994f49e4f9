package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.work.PersonLocks;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "unlock", description = "Let others change ENV again.", footer = "Example: unlock dev --take")
final class UnlockCommand implements ShellCommand {
    private final PersonLocks locks;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Option(names = "--take", description = "Also if somebody else locked it.")
    private boolean take;

    UnlockCommand(PersonLocks locks, CurrentSession session, Console console, Confirmations confirmations) {
        this.locks = locks;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        confirmations.requireWritable("unlock");
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        String said = locks.unlock(session.get().gateway(), name, take)
                .map(lock -> "%s is open again; it was locked by %s@%s since %s"
                        .formatted(
                                name,
                                lock.holder().user(),
                                lock.holder().host(),
                                lock.since().truncatedTo(ChronoUnit.SECONDS)))
                .orElse("%s was not locked".formatted(name));
        console.note(said);
        return DONE;
    }
}
