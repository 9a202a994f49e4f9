package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.GlobalOptions.Work;
import dev.vmsh.shell.render.Nearest;
import dev.vmsh.work.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The front door: what the command line asks for, once through. */
public final class Vmsh {
    private final ProcessIo io;
    private final Doors doors;

    /** Opens a project folder. */
    @FunctionalInterface
    public interface ProjectOpener {
        /** @param root absolute folder; @param variables given on the command line */
        Connections open(Path root, Map<String, String> variables);
    }

    /**
     * What only the composition root can make.
     *
     * @param version of vmsh, for people
     */
    public record Doors(ProjectOpener projects, LineEditor.Factory editors, Supplier<Instant> now, String version) {}

    public Vmsh(ProcessIo io, Doors doors) {
        this.io = io;
        this.doors = doors;
    }

    /** @return the process's exit code */
    public int run(List<String> arguments) {
        var session = new CurrentSession(new Session(
                "", EnvironmentName.PROD, Display.DEFAULT, Session.Rules.SCRIPT, Map.of()));
        var console = new Console(io.out(), io.err(), session);
        var errors = new ErrorPrinter(console, session);
        try {
            return run(arguments, session, console, errors);
        } catch (VmshException e) {
            errors.print(e, Optional.empty());
            return e.exitCode();
        } finally {
            console.redirect(Optional.empty());
            io.out().flush();
            io.err().flush();
        }
    }

    private int run(List<String> arguments, CurrentSession session, Console console, ErrorPrinter errors) {
        if (arguments.equals(List.of("--version")) || arguments.equals(List.of("-V"))) {
            console.line("vmsh " + doors.version());
            return ShellCommand.DONE;
        }
        var project = new LazyProject();
        try (project) {
            var connections = project.connections();
            var confirmations = new Confirmations(session, console);
            var bindings = new Bindings(connections);
            var sql = new SqlExecutor(connections, session, console, confirmations);
            var scripts = new ScriptRunner(session, errors, io.workingDirectory());
            Commands commands = Commands.of(new Commands.Parts(
                    connections, session, console, confirmations, sql, scripts, bindings, doors.now()));
            var interpreter = new Interpreter(commands, session, sql, bindings);
            scripts.use(interpreter);
            return 0;
        }
    }
}
