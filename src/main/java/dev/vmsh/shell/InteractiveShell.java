package dev.vmsh.shell;

import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.completion.BufferCompletion;
import dev.vmsh.shell.completion.CommandCompletion;
import dev.vmsh.shell.completion.Completion;
import dev.vmsh.shell.completion.SqlCompletion;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.Presence;
import dev.vmsh.work.Unfinished;
import java.nio.file.Path;
import java.util.Optional;

/** A session with somebody at the keyboard: greets, runs the start-up files, then reads and does until they leave. */
final class InteractiveShell {
    private final ProcessIo io;
    private final Vmsh.Edges edges;
    private final Commands.Parts parts;
    private final Commands commands;
    private final Interpreter interpreter;
    private final ErrorPrinter errors;

    InteractiveShell(
            ProcessIo io,
            Vmsh.Edges edges,
            Commands.Parts parts,
            Commands commands,
            Interpreter interpreter,
            ErrorPrinter errors) {
        this.io = io;
        this.edges = edges;
        this.parts = parts;
        this.commands = commands;
        this.interpreter = interpreter;
        this.errors = errors;
    }

    /**
     * @param bind gives the session its gateway and environment; fails without a project
     * @return the exit code
     */
    int run(GlobalOptions options, boolean coloured, Runnable bind) {
        CurrentSession session = parts.session();
        session.change(now -> now.withRules(now.rules().typed()).withComforts(Comforts.of(io.environment())));
        var plans = new PlanService(parts.connections(), edges.clock());
        var presence = new Presence(parts.connections(), edges.identity());
        try (var watch =
                new SessionWatch(parts.connections(), session, plans, edges.identity(), presence, parts.queries())) {
            // Who types needs it, and the prompt does not.
            watch.behind(commands::root);
            complaining(bind);
            return run(options, coloured, watch);
        }
    }

    private int run(GlobalOptions options, boolean coloured, SessionWatch watch) {
        CurrentSession session = parts.session();
        try (LineEditor editor = edges.editors().open(commands::names, completion(watch), coloured)) {
            parts.console().meet(editor);
            greet(options, editor);
            if (!session.get().gateway().isEmpty()) {
                watch.behind(() -> sayUnfinished(editor));
                watch.refresh();
                watch.follow(
                        new ProjectFiles(Path.of(parts.connections().root())),
                        () -> editor.prompt(
                                watch.prompt(parts.sql().connection().inTransaction())));
            }
            var repl = new Repl(
                    editor,
                    interpreter,
                    parts,
                    errors,
                    () -> watch.prompt(parts.sql().connection().inTransaction()),
                    () -> {
                        parts.sql().connection().idle();
                        parts.connections().idle();
                        watch.refresh();
                        watch.settle()
                                .ifPresent(fault -> parts.console().note("note: completion is out of date: " + fault));
                    });
            return repl.run();
        }
    }

    private void greet(GlobalOptions options, LineEditor editor) {
        Console console = parts.console();
        console.note("vmsh " + edges.version() + ". Type 'help' for commands; SQL ends with a semicolon.");
        boolean project = !parts.session().get().gateway().isEmpty();
        if (!options.noStartUpFile) {
            var files = new StartUpFiles(parts.folders(), console, parts.scripts());
            complaining(files::user);
            if (project) {
                complaining(() -> files.project(Path.of(parts.connections().root())));
            }
        }
        if (parts.session().get().comforts().tips()) {
            console.note(Tips.forStart(editor.history().size()));
        }
    }

    /** Nothing at the start is reason enough not to start. */
    private void complaining(Runnable work) {
        try {
            work.run();
        } catch (VmshException e) {
            errors.print(e, Optional.empty());
        }
    }

    /** What stopped before it was through. */
    private void sayUnfinished(LineEditor editor) {
        if (parts.session().get().rules().quiet()) {
            return;
        }
        try {
            CommandGroups.unfinished(parts)
                    .latest(parts.session().get().gateway())
                    .forEach(entry -> editor.announce(Unfinished.sentence(entry)));
        } catch (VmshException e) {
            editor.announce("note: " + e.getMessage());
        }
    }

    private Completion completion(SessionWatch watch) {
        var all = new BufferCompletion(
                commands::names,
                new CommandCompletion(
                        commands::root,
                        () -> new GlobalOptions().spec(),
                        watch::metadata,
                        new PathNames(io.workingDirectory())),
                new SqlCompletion(watch::metadata));
        return all.onlyIf(() -> parts.session().get().comforts().completion());
    }
}
