package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.shell.GlobalOptions.Color;
import dev.vmsh.shell.GlobalOptions.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What a command line can ask for: help, a command, texts and scripts, standard input, or a shell. */
final class Errands {
    /** Commands that make sense where there is no project. */
    private static final Set<String> WITHOUT_PROJECT =
            Set.of("help", "echo", "exit", "quit", "init", "demo", GenerateCommand.NAME);

    private final ProcessIo io;
    private final String version;
    private final CurrentSession session;
    private final Console console;
    private final ScriptRunner scripts;
    private final Interpreter interpreter;
    private final Commands commands;
    private final InteractiveShell shell;

    Errands(
            ProcessIo io,
            String version,
            Commands.Parts parts,
            Commands commands,
            Interpreter interpreter,
            InteractiveShell shell) {
        this.io = io;
        this.version = version;
        this.session = parts.session();
        this.console = parts.console();
        this.scripts = parts.scripts();
        this.interpreter = interpreter;
        this.commands = commands;
        this.shell = shell;
    }

    /**
     * @param bind gives the session its gateway and environment; fails without a project
     * @return the exit code
     */
    int run(Invocation invocation, Runnable bind) {
        GlobalOptions options = invocation.options();
        List<String> rest = invocation.rest();
        boolean coloured = coloured(options);
        console.colour(coloured);
        if (options.version) {
            console.line("vmsh " + version);
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
        return shell.run(options, coloured, bind);
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

    private boolean coloured(GlobalOptions options) {
        boolean wanted = io.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !io.environment().getOrDefault("TERM", "").equals("dumb")
                && io.outputIsTerminal().getAsBoolean();
        return options.color == Color.ALWAYS || (options.color == Color.AUTO && wanted);
    }

    /** What is not UTF-8 is refused as a whole: a script with other letters in it would do other things. */
    private String standardInput() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(io.in().readAllBytes());
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(
                    "standard input is not UTF-8 text", "Convert it: iconv -f latin1 -t utf-8 FILE | vmsh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String help() {
        String options = new CommandLine(new GlobalOptions().spec()).getUsageMessage(Ansi.OFF);
        return """
                vmsh [OPTIONS]                    interactive shell
                vmsh [OPTIONS] COMMAND [ARGS...]  one command
                vmsh [OPTIONS] FILE.vmsh...       scripts
                ... | vmsh [OPTIONS]              a script from standard input

                """ + options.substring(options.indexOf("  -")) + "\n" + HelpCommand.overview(commands);
    }
}
