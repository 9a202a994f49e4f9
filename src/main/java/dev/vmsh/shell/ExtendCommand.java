package dev.vmsh.shell;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.work.Lifetimes;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "extend",
        description = "Let ENV live longer, counted from now. Nothing else of it changes.",
        footer = "Example: extend dev --ttl 'in 2 weeks'")
final class ExtendCommand implements ShellCommand {
    private final Lifetimes lifetimes;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Option(names = "--ttl", required = true, paramLabel = "PHRASE", description = "How long: 'in 2 weeks'.")
    private String ttl;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for another session at work in ENV.")
    private int wait;

    ExtendCommand(Lifetimes lifetimes, CurrentSession session, Console console, Confirmations confirmations) {
        this.lifetimes = lifetimes;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        confirmations.requireWritable("extend");
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        Environment extended = lifetimes.extend(session.get().gateway(), name, ttl, Duration.ofSeconds(wait));
        console.note("%s lives until %s".formatted(name, extended.expiresAt()));
        return DONE;
    }
}
