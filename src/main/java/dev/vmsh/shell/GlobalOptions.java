package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.shell.render.OutputFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options of {@code vmsh} itself. The long ones may also stand after a command, and then count for that command alone. */
@Command(name = "vmsh", sortOptions = false, synopsisHeading = "")
final class GlobalOptions {
    /** What {@code -c} and {@code -f} ask for, in the order given. */
    sealed interface Work {
        record Text(String text) implements Work {}

        record File(String path) implements Work {}
    }

    /** When escape codes are written. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = {"-p", "--project"},
            paramLabel = "DIR",
            description =
                    "Project root. Default: the nearest folder at or above this one with a config file. Repeatable: the folders are one project, and the first one's connections count.")
    List<Path> projects = new ArrayList<>();

    @Option(
            names = {"-g", "--gateway"},
            paramLabel = "GATEWAY",
            description = "Gateway of the session. Default: SQLMESH_GATEWAY, else the project's.")
    String gateway;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "ENV",
            description = "Environment of the session. Default: the project's, else prod.")
    String environment;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "table, vertical, csv, tsv, json, jsonl or markdown: how rows and reports are written.")
    String format;

    @Option(
            names = {"-D"},
            paramLabel = "NAME=VALUE",
            description = "A variable for scripts and the project.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--yes", description = "Answer yes to every confirmation.")
    boolean yes;

    @Option(names = "--read-only", description = "Refuse everything that writes.")
    boolean readOnly;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            description = "Colours. auto honours NO_COLOR and pipes.")
    Color color = Color.AUTO;

    @Option(names = "--continue-on-error", description = "Go on after a line of a script failed.")
    boolean continueOnError;

    @Option(names = "--skip-python", description = "Leave out models and macros in Python.")
    boolean skipPython;

    @Option(names = "--no-rc", description = "Do not run the start-up file.")
    boolean noStartUpFile;

    @Option(names = "--quiet", description = "No notes, only results and errors.")
    boolean quiet;

    @Option(names = "--verbose", description = "Stack traces with errors.")
    boolean verbose;

    @Option(
            names = {"-V", "--version"},
            description = "Print the version.")
    boolean version;

    @Option(
            names = {"-h", "--help"},
            description = "Print this help.")
    boolean help;

    final List<Work> work = new ArrayList<>();

    /**
     * These options as picocli knows them, in the order in which they are shown; parsing with it fills this object.
     *
     * <p>{@code -c} and {@code -f} go into one list and so have setters. They are added here and not annotated, for the
     * order in which a virtual machine tells of a class's methods differs from one start to the next.
     */
    CommandSpec spec() {
        return CommandSpec.forAnnotatedObject(this)
                .addOption(added("-c", "--command", Work.Text::new)
                        .paramLabel("TEXT")
                        .description("Run TEXT, then exit. Repeatable, in order.")
                        .build())
                .addOption(added("-f", "--file", Work.File::new)
                        .paramLabel("FILE")
                        .description("Run a script, then exit; - is standard input.")
                        .build());
    }

    private OptionSpec.Builder added(String name, String longName, Function<String, Work> asked) {
        return OptionSpec.builder(name, longName).type(String.class).arity("1").setter(new ISetter() {
            @Override
            public <T> T set(T value) {
                if (value != null) {
                    work.add(asked.apply((String) value));
                }
                return value;
            }
        });
    }

    /** {@code session} as these options change it, without gateway and environment, which need the project's word. */
    Session applyTo(Session session) {
        Session changed = session;
        if (format != null) {
            changed = changed.withDisplay(changed.display().withFormat(OutputFormat.named(format)));
        }
        Session.Rules rules = session.rules();
        changed = changed.withRules(new Session.Rules(
                rules.readOnly() || readOnly,
                rules.yes() || yes,
                rules.interactive(),
                rules.continueOnError() || continueOnError,
                rules.quiet() || quiet,
                rules.verbose() || verbose));
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            changed = changed.withVariable(variable.getKey(), variable.getValue());
        }
        return changed;
    }

    Optional<EnvironmentName> environmentName() {
        return Optional.ofNullable(environment).map(EnvironmentName::of);
    }
}
