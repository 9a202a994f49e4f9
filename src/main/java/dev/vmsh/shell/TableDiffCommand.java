package dev.vmsh.shell;

import dev.vmsh.diff.Round;
import dev.vmsh.diff.Round.Since;
import dev.vmsh.diff.TableDiffOptions;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.engine.EngineException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.render.OutputFormat;
import dev.vmsh.shell.render.Report;
import dev.vmsh.shell.render.RoundText;
import dev.vmsh.shell.render.TableDiffHtml;
import dev.vmsh.shell.render.TableDiffMarkdown;
import dev.vmsh.shell.render.TableDiffText;
import dev.vmsh.work.Connections;
import dev.vmsh.work.DiffRunner;
import dev.vmsh.work.DiffSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "table_diff",
        description = "Compare the rows of models in two environments, or of two tables.",
        footer = {
            "Example: table_diff dev:prod analytics.orders --show-sample",
            "Example: table_diff dev:prod",
            "Example: table_diff raw.a:raw.b --on id,day --tolerance price=0.01",
            "Example: table_diff production/prod:nonproduction/prod analytics.orders",
            "Example: table_diff dev:prod --save round-1, later table_diff --against round-1"
        })
final class TableDiffCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Console console;
    private final Clock clock;
    private final Path workingDirectory;

    @Parameters(
            arity = "0..*",
            paramLabel = "SOURCE:TARGET [MODEL]",
            description =
                    "Two environments and the models to compare (names, patterns, tag:NAME; default: all whose tables"
                            + " differ), or two tables; GATEWAY/NAME for those of another gateway.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-o", "--on"},
            paramLabel = "KEY",
            description = "Columns or expressions that identify a row. Default: the model's grain.")
    private List<String> on = new ArrayList<>();

    @Option(
            names = {"-s", "--skip-columns"},
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns to leave out.")
    private List<String> skipColumns = new ArrayList<>();

    @Option(
            names = {"-m", "--select-model"},
            paramLabel = "SELECTOR",
            description = "Models to compare; as behind SOURCE:TARGET.")
    private List<String> selected = new ArrayList<>();

    @Option(names = "--where", paramLabel = "CONDITION", description = "Compare only rows that meet it, on both sides.")
    private String where;

    @Option(
            names = {"-d", "--decimals"},
            paramLabel = "N",
            description = "Round numbers with fractions to N places first. Default: compare exactly.")
    private Integer decimals;

    @Option(
            names = "--tolerance",
            paramLabel = "COLUMN=NUMBER",
            description = "How far apart two numbers of a column may be.")
    private List<String> tolerances = new ArrayList<>();

    @Option(names = "--show-sample", description = "Show rows that differ, with the columns that do.")
    private boolean showSample;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show samples, at most N rows of each sort (default with --show-sample: 20).")
    private Integer limit;

    @Option(names = "--keys-only", description = "Compare only which keys there are.")
    private boolean keysOnly;

    @Option(names = "--summary", description = "One line for each pair of tables.")
    private boolean summary;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page to keep or send, samples and all.")
    private String html;

    @Option(names = "--save", paramLabel = "NAME", description = "Keep what was found, to compare a later round with.")
    private String save;

    @Option(
            names = "--against",
            paramLabel = "NAME",
            description = "Tell what changed since --save NAME; without SOURCE:TARGET the same is compared again.")
    private String against;

    @Option(names = "--exit-code", description = "Exit with 3 if there are differences.")
    private boolean exitCode;

    @Option(
            names = {"--temp-schema", "--skip-grain-check", "--warn-grain-check"},
            hidden = true,
            arity = "0..1",
            description = "Of SQLMesh; needed no more: nothing is written, and keys are always checked.")
    @SuppressWarnings("UnusedVariable") // picocli accepts the options through it
    private List<String> accepted = new ArrayList<>();

    TableDiffCommand(
            Connections connections, CurrentSession session, Console console, Clock clock, Path workingDirectory) {
        this.connections = connections;
        this.session = session;
        this.console = console;
        this.clock = clock;
        this.workingDirectory = workingDirectory;
    }

    @Override
    public int run() {
        if (save != null) {
            SavedRounds.checked(save);
        }
        Optional<Round> before = Optional.ofNullable(against).map(name -> rounds().read(name));
        TableDiffRequest request = request(before);
        var sessions = new DiffSessions();
        TableDiffResult result;
        try {
            result = console.interruptible(
                    sessions::cancel,
                    () -> new DiffRunner(connections, session.get().gateway()).run(request, sessions));
        } catch (EngineException e) {
            if (e.kind() == EngineException.Cause.CANCELLED) {
                console.note("cancelled");
                return SqlExecutor.INTERRUPTED;
            }
            throw e;
        }
        List<Since> since =
                before.map(round -> round.since(result, words.isEmpty())).orElse(List.of());
        console.print(new Report.Document(json(result, before, since), text(result, before, since)));
        if (html != null) {
            writePage(result);
        }
        if (save != null) {
            rounds().save(Round.of(save, clock.instant(), request, result));
            console.note("saved as %s; 'table_diff --against %s' tells what changes".formatted(save, save));
        }
        if (!result.failures().isEmpty()) {
            throw new VmshException(
                    "%d of %d models could not be compared: %s"
                            .formatted(
                                    result.failures().size(),
                                    result.failures().size() + result.reports().size(),
                                    result.failures().keySet().iterator().next()),
                    "Compare one alone to see what to do: table_diff %s:%s %s"
                            .formatted(
                                    request.sourceText(),
                                    request.targetText(),
                                    result.failures().keySet().iterator().next()));
        }
        return exitCode && !result.identical() ? NO : DONE;
    }

    private SavedRounds rounds() {
        return new SavedRounds(Path.of(connections.root()));
    }

    /** What is asked now; what a saved round asked, if nothing is. */
    private TableDiffRequest request(Optional<Round> before) {
        boolean again = words.isEmpty() && before.isPresent();
        if (again) {
            TableDiffRequest asked = before.get().request();
            TableDiffOptions options = asked.options();
            return asked.withOptions(
                    samples() ? options.withSamples(limit == null ? options.limit() : limit) : options);
        }
        return TableDiffRequest.of(words, options()).withModels(selected);
    }

    private void writePage(TableDiffResult result) {
        Path file = workingDirectory.resolve(html);
        try {
            Files.writeString(file, TableDiffHtml.of(result, clock.instant()));
        } catch (IOException e) {
            throw new VmshException("cannot write " + file, "Check that its folder exists and may be written to", e);
        }
        console.note("written to " + html);
    }

    private static Object json(TableDiffResult result, Optional<Round> before, List<Since> since) {
        Object json = result.json();
        if (before.isEmpty()) {
            return json;
        }
        Map<String, Since> bySubject = new HashMap<>();
        since.forEach(each -> bySubject.put(each.subject(), each));
        List<?> values = json instanceof List<?> list ? list : List.of(json);
        var told = new ArrayList<Object>();
        for (int i = 0; i < values.size(); i++) {
            var value = new LinkedHashMap<Object, Object>((Map<?, ?>) values.get(i));
            if (i < result.reports().size()) {
                String subject = Round.subject(result.reports().get(i));
                Since each = bySubject.get(subject);
                value.put("against", each == null ? null : RoundText.json(before.get(), each));
            }
            told.add(value);
        }
        return json instanceof List<?> ? told : told.get(0);
    }

    private String text(TableDiffResult result, Optional<Round> before, List<Since> since) {
        String told = before.map(round -> RoundText.of(round, since, console.paint()) + "\n")
                .orElse("");
        return session.get().display().format() == OutputFormat.MARKDOWN
                ? TableDiffMarkdown.of(result, summary)
                : told + TableDiffText.of(result, summary, console.paint());
    }

    private boolean samples() {
        boolean readByAProgram = session.get().display().format().json();
        return html != null || (!summary && (showSample || limit != null || readByAProgram));
    }

    private TableDiffOptions options() {
        return new TableDiffOptions(
                on,
                decimals == null ? OptionalInt.empty() : OptionalInt.of(decimals),
                TableDiffOptions.tolerances(tolerances),
                where,
                limit == null ? TableDiffOptions.DEFAULT_LIMIT : limit,
                skipColumns,
                keysOnly,
                samples());
    }
}
