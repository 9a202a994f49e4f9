package dev.vmsh.shell;

import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.GlobalOptions.Color;
import dev.vmsh.shell.GlobalOptions.Work;
import dev.vmsh.shell.completion.BufferCompletion;
import dev.vmsh.shell.completion.CommandCompletion;
import dev.vmsh.shell.completion.Completion;
import dev.vmsh.shell.completion.SqlCompletion;
import dev.vmsh.work.Connections;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.Unfinished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** What a command line can ask for: help, a command, texts and scripts, standard input, or a shell. */
final class Errands {
    /** Commands that make sense where there is no project. */
    private static final Set<String> WITHOUT_PROJECT =
            Set.of("help", "echo", "exit", "quit", "init", "demo", GenerateCommand.NAME);

    private final ProcessIo io;
    private final Vmsh.Edges edges;
    private final CurrentSession session;
    private final Console console;
    private final ErrorPrinter errors;
    private final ScriptRunner scripts;
    private final Interpreter interpreter;
    private final Commands commands;

    Errands(
            ProcessIo io,
            Vmsh.Edges edges,
            CurrentSession session,
            Console console,
            ErrorPrinter errors,
            ScriptRunner scripts,
            Interpreter interpreter,
            Commands commands) {
        this.io = io;
        this.edges = edges;
        this.session = session;
        this.console = console;
        this.errors = errors;
        this.scripts = scripts;
        this.interpreter = interpreter;
        this.commands = commands;
    }

    /**
     * @param bind gives the session its gateway and environment; fails without a project
     * @param idle gives back what other processes may wait for
     * @return the exit code
     */
    int run(Invocation invocation, Runnable bind, Runnable idle, Connections connections) {
        GlobalOptions options = invocation.options();
        List<String> rest = invocation.rest();
        console.colour(coloured(options));
        if (options.version) {
            console.line("vmsh " + edges.version());
            return ShellCommand.DONE;
        }
        if (options.help && rest.isEmpty()) {
            console.line(help());
            return ShellCommand.DONE;
        }
        if (!rest.isEmpty() && (commands.names().contains(rest.get(0)) || !isScript(rest.get(0)))) {
            if (!options.help
                    && !WITHOUT_PROJECT.contains(rest.get(0))
                    && commands.names().contains(rest.get(0))) {
                bind.run();
            }
            return interpreter.words(options.help ? List.of("help", rest.get(0)) : rest);
        }
        if (!options.work.isEmpty() || !rest.isEmpty()) {
            bind.run();
            return work(options.work, rest);
        }
        if (!io.inputIsTerminal().getAsBoolean()) {
            bind.run();
            return scripts.text(standardInput(), Optional.of("<stdin>"));
        }
        return shell(options, bind, idle, connections);
    }

    private boolean isScript(String word) {
        return word.endsWith(".vmsh")
                || word.contains("/")
                || Files.isRegularFile(io.workingDirectory().resolve(word));
    }

    private int work(List<Work> work, List<String> files) {
        int failed = ShellCommand.DONE;
        for (Work each : work) {
            failed = worse(
                    failed,
                    each instanceof Work.Text text
                            ? scripts.text(text.text(), Optional.empty())
                            : file(((Work.File) each).path()));
            if (finished(failed)) {
                return failed;
            }
        }
        for (String file : files) {
            failed = worse(failed, file(file));
            if (finished(failed)) {
                return failed;
            }
        }
        return failed;
    }

    private int file(String path) {
        return path.equals("-") ? scripts.text(standardInput(), Optional.of("<stdin>")) : scripts.file(path);
    }

    private static int worse(int before, int code) {
        return code == ShellCommand.DONE ? before : code;
    }

    private boolean finished(int failed) {
        boolean stop = failed != ShellCommand.DONE && !session.get().rules().continueOnError();
        return stop || session.ended().isPresent();
    }

    private int shell(GlobalOptions options, Runnable bind, Runnable idle, Connections connections) {
        session.change(now -> {
            Session.Rules rules = now.rules();
            return now.withRules(
                    new Session.Rules(rules.readOnly(), rules.yes(), true, false, rules.quiet(), rules.verbose()));
        });
        try {
            bind.run();
        } catch (VmshException e) {
            errors.print(e, Optional.empty());
        }
        try (var watch = new SessionWatch(
                        connections, session, new PlanService(connections, edges.clock()), edges.identity());
                LineEditor editor = edges.editors().open(commands.names(), completion(watch), coloured(options))) {
            console.meet(editor);
            console.note("vmsh " + edges.version() + ". Type 'help' for commands; SQL ends with a semicolon.");
            sayUnfinished(connections);
            if (!options.noStartUpFile) {
                startUpFile().ifPresent(file -> scripts.file(file.toString()));
            }
            watch.refresh();
            var repl = new Repl(editor, interpreter, session, console, errors, watch::prompt, () -> {
                idle.run();
                watch.refresh();
                watch.settle().ifPresent(fault -> console.note("note: completion is out of date: " + fault));
            });
            return repl.run();
        }
    }

    /** What stopped before it was through. A project that cannot be opened has been complained about already. */
    private void sayUnfinished(Connections connections) {
        if (session.get().gateway().isEmpty()) {
            return;
        }
        try {
            new Unfinished(connections, new PlanService(connections, edges.clock()), edges.identity())
                    .all(session.get().gateway())
                    .forEach(entry -> console.note(Unfinished.sentence(entry)));
        } catch (VmshException e) {
            errors.print(e, Optional.empty());
        }
    }

    private Completion completion(SessionWatch watch) {
        return new BufferCompletion(
                commands.names(),
                new CommandCompletion(
                        commands.root(), CommandSpec.forAnnotatedObject(new GlobalOptions()), watch::metadata),
                new SqlCompletion(watch::metadata));
    }

    private boolean coloured(GlobalOptions options) {
        boolean wanted = io.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !io.environment().getOrDefault("TERM", "").equals("dumb")
                && io.outputIsTerminal().getAsBoolean();
        return options.color == Color.ALWAYS || (options.color == Color.AUTO && wanted);
    }

    private Optional<Path> startUpFile() {
        String home = io.environment().getOrDefault("HOME", "");
        String folder = io.environment().getOrDefault("XDG_CONFIG_HOME", home.isEmpty() ? "" : home + "/.config");
        Path file = Path.of(folder, "vmsh", "vmshrc");
        return !folder.isEmpty() && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private String standardInput() {
        try {
            return new String(io.in().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String help() {
        String options = new CommandLine(new GlobalOptions()).getUsageMessage(Ansi.OFF);
        return """
                vmsh [OPTIONS]                    interactive shell
                vmsh [OPTIONS] COMMAND [ARGS...]  one command
                vmsh [OPTIONS] FILE.vmsh...       scripts
                ... | vmsh [OPTIONS]              a script from standard input

                """ + options.substring(options.indexOf("  -")) + "\n" + HelpCommand.overview(commands);
    }
}
