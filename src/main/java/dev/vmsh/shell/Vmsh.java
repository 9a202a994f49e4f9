package dev.vmsh.shell;

import dev.vmsh.engine.EngineFactory;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.ProjectSource;
import dev.vmsh.project.SeedSource;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.state.StateStoreFactory;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The front door: finds out what the command line asks for, and wires the rooms that are needed for it. */
public final class Vmsh {
    private final ProcessIo io;
    private final Edges edges;
    private final Person unattended;

    /** Opens a project's folders. */
    @FunctionalInterface
    public interface ProjectOpener {
        /**
         * @param roots absolute folders, the main one first
         * @param variables given on the command line, by name
         * @param skipPython whether what needs Python is left out, rather than refused
         */
        ProjectSource open(List<Path> roots, Map<String, String> variables, boolean skipPython);
    }

    /** Writes the demo project into a folder. */
    @FunctionalInterface
    public interface DemoWriter {
        /**
         * @return the files written, relative to {@code folder}.
         * @throws VmshException if the folder holds a project already
         */
        List<String> writeTo(Path folder);
    }

    /**
     * What only the composition root can name.
     *
     * @param identity who is at work, for leases and the log
     * @param demo writes the demo project
     * @param version of vmsh, for people
     */
    public record Edges(
            ProjectOpener projects,
            EngineFactory engines,
            StateStoreFactory states,
            SqlParsers parsers,
            SeedSource seeds,
            Identity identity,
            DemoWriter demo,
            LineEditor.Factory editors,
            Clock clock,
            String version) {}

    public Vmsh(ProcessIo io, Edges edges) {
        this(io, edges, Person.NOBODY);
    }

    /** @param unattended stands in for a person while nobody sits at a terminal */
    public Vmsh(ProcessIo io, Edges edges, Person unattended) {
        this.unattended = unattended;
        this.io = io;
        this.edges = edges;
    }

    /** @return the process's exit code */
    public int run(List<String> arguments) {
        var session = new CurrentSession(new Session(
                "", EnvironmentName.PROD, Display.DEFAULT, Comforts.DEFAULT, Session.Rules.SCRIPT, Map.of()));
        var console = new Console(io.out(), io.err(), session, unattended);
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
        var project = new ProjectFolder(io.workingDirectory(), edges.projects());
        try (var connections = new Connections(
                        project, project::root, edges.engines(), edges.states(), edges.parsers(), edges.seeds());
                var sql = new SqlExecutor(connections, session, console, new Confirmations(session, console))) {
            var bindings = new Bindings(connections);
            var scripts = new ScriptRunner(session, errors, io.workingDirectory());
            var folders = UserFolders.of(io.environment());
            var parts = new Commands.Parts(
                    connections,
                    session,
                    console,
                    new Confirmations(session, console),
                    sql,
                    scripts,
                    new Recording(session, edges.clock()),
                    new NamedQueries(folders.config()),
                    folders,
                    bindings,
                    edges.clock(),
                    edges.identity(),
                    edges.demo(),
                    io.workingDirectory());
            Commands commands = Commands.of(parts);
            var interpreter = new Interpreter(commands, session, sql, bindings);
            scripts.use(interpreter);
            Invocation invocation = arguments.isEmpty()
                    ? new Invocation(new GlobalOptions(), List.of())
                    : Invocation.of(arguments, commands);
            GlobalOptions options = invocation.options();
            session.change(options::applyTo);
            project.choose(options.projects, options.variables, options.skipPython);
            var shell = new InteractiveShell(io, edges, parts, commands, interpreter, errors);
            var errands = new Errands(io, edges.version(), parts, commands, interpreter, shell);
            Runnable bind = () -> bind(session, bindings, options);
            if (!invocation.rest().equals(List.of(DemoCommand.NAME)) || options.help) {
                return errands.run(invocation, bind);
            }
            try (var folder = DemoFolder.write(edges.demo())) {
                project.choose(List.of(folder.path()), options.variables, options.skipPython);
                console.note(DemoFolder.tips());
                int code = errands.run(new Invocation(options, List.of()), bind);
                // The warehouse must be closed before its file goes.
                sql.connection().close();
                connections.idle();
                return code;
            }
        }
    }

    /** Gives the session the gateway and environment that the options and the project ask for. */
    private void bind(CurrentSession session, Bindings bindings, GlobalOptions options) {
        Optional<String> gateway = Optional.ofNullable(options.gateway)
                .or(() -> Optional.ofNullable(io.environment().get("SQLMESH_GATEWAY")))
                .filter(name -> !name.isBlank());
        session.change(now -> bindings.initial(now, gateway, options.environmentName()));
    }
}
