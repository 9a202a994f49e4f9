package dev.vmsh.shell;

import dev.vmsh.diff.TableDiffOptions;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.shell.render.OutputFormat;
import dev.vmsh.shell.render.Report;
import dev.vmsh.shell.render.TableDiffHtml;
import dev.vmsh.shell.render.TableDiffMarkdown;
import dev.vmsh.shell.render.TableDiffText;
import dev.vmsh.work.Connections;
import dev.vmsh.work.DiffRunner;
import java.util.ArrayList;
import java.util.List;
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
            "Example: table_diff raw.a:raw.b --on id,day --tolerance price=0.01"
        })
final class TableDiffCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE:TARGET [MODEL]",
            description =
                    "Two environments and the models to compare (names, patterns, tag:NAME; default: all whose tables"
                            + " differ), or two tables.")
    private List<String> words;

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
            description = "Most sample rows of each sort. Default: ${DEFAULT-VALUE}.")
    private int limit = TableDiffOptions.DEFAULT_LIMIT;

    @Option(names = "--keys-only", description = "Compare only which keys there are.")
    private boolean keysOnly;

    @Option(names = "--summary", description = "One line for each pair of tables.")
    private boolean summary;

    @Option(names = "--html", description = "Print a page of HTML to keep or send, instead of text.")
    private boolean html;

    @Option(names = "--exit-code", description = "Exit with 3 if there are differences.")
    private boolean exitCode;

    TableDiffCommand(Connections connections, CurrentSession session, Console console) {
        this.connections = connections;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        TableDiffRequest request = TableDiffRequest.of(words, options()).withModels(selected);
        String gateway = session.get().gateway();
        TableDiffResult result;
        try (EngineSession engine = connections.engine(gateway).open()) {
            result = console.interruptible(
                    engine::cancel, () -> new DiffRunner(connections, gateway).run(request, engine));
        } catch (EngineException e) {
            if (e.kind() == EngineException.Cause.CANCELLED) {
                console.note("cancelled");
                return SqlExecutor.INTERRUPTED;
            }
            throw e;
        }
        console.print(new Report.Document(result.json(), text(result)));
        return exitCode && !result.identical() ? NO : DONE;
    }

    private String text(TableDiffResult result) {
        if (html) {
            return TableDiffHtml.of(result);
        }
        return session.get().display().format() == OutputFormat.MARKDOWN
                ? TableDiffMarkdown.of(result)
                : TableDiffText.of(result, summary);
    }

    private TableDiffOptions options() {
        return new TableDiffOptions(
                on,
                decimals == null ? OptionalInt.empty() : OptionalInt.of(decimals),
                TableDiffOptions.tolerances(tolerances),
                where,
                limit,
                skipColumns,
                keysOnly,
                showSample && !summary);
    }
}
