package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.work.Connections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What completion in bash, zsh and fish asks for. */
@Command(
        name = "__complete",
        hidden = true,
        description = "Print names that the project knows, one on a line.",
        footer = "Example: __complete environments")
final class NamesCommand implements ShellCommand {
    /** What there are names of. */
    enum Things {
        ENVIRONMENTS,
        GATEWAYS,
        MODELS
    }

    private final Connections connections;
    private final CurrentSession session;
    private final Console console;

    @Parameters(paramLabel = "WHAT", description = "environments, gateways or models.")
    private Things things;

    NamesCommand(Connections connections, CurrentSession session, Console console) {
        this.connections = connections;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        names().stream().sorted().forEach(console::line);
        return DONE;
    }

    private List<String> names() {
        String gateway = session.get().gateway();
        return switch (things) {
            case ENVIRONMENTS ->
                connections.state(gateway).environmentNames().stream()
                        .map(EnvironmentName::typed)
                        .toList();
            case GATEWAYS -> List.copyOf(connections.config().gateways().keySet());
            case MODELS ->
                connections.project(gateway).models().keySet().stream()
                        .map(Object::toString)
                        .toList();
        };
    }
}
