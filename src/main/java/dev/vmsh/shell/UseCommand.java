package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "use",
        description = "Bind the session to an environment or a gateway; show both without a name.",
        footer = "Example: use env dev")
final class UseCommand implements ShellCommand {
    private final CurrentSession session;
    private final Bindings bindings;
    private final Console console;

    UseCommand(CurrentSession session, Bindings bindings, Console console) {
        this.session = session;
        this.bindings = bindings;
        this.console = console;
    }

    @Override
    public int run() {
        console.line("gateway %s, environment %s"
                .formatted(session.get().gateway(), session.get().environment()));
        return DONE;
    }

    @Command(
            name = "env",
            aliases = "environment",
            description = "Bind the session to an environment.",
            footer = "Example: use env dev --create")
    final class Env implements ShellCommand {
        @Parameters(paramLabel = "ENV", description = "An environment.")
        private EnvironmentName name;

        @Option(names = "--create", description = "Take the name even if there is no such environment yet.")
        private boolean create;

        @Override
        public int run() {
            session.change(now -> bindings.environment(now, name, create));
            console.note("environment " + session.get().environment());
            return DONE;
        }
    }

    @Command(
            name = "gateway",
            description = "Bind the session to a gateway.",
            footer = "Example: use gateway warehouse")
    final class ToGateway implements ShellCommand {
        @Parameters(paramLabel = "GATEWAY", description = "A gateway of the project.")
        private String name;

        @Override
        public int run() {
            session.change(now -> bindings.gateway(now, name));
            console.note("gateway " + session.get().gateway());
            return DONE;
        }
    }
}
