package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.render.Chart;
import dev.vmsh.shell.render.ChartHtml;
import dev.vmsh.shell.render.ChartText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\chart",
        description = "Draw the last query, or the one that follows: as bars, or as lines where there are many rows.",
        footer = {
            "Example: \\chart",
            "Example: \\chart --lines --y temperature_max select * from weather.daily",
            "Example: \\chart --html weather.html"
        })
final class ChartCommand implements ShellCommand.TakesText {
    private static final int MANY = 30;
    private static final int NO_SCREEN = 80;

    private final SqlExecutor sql;
    private final Console console;
    private final Path folder;

    @Option(names = "--bars", description = "A bar for each row.")
    private boolean bars;

    @Option(names = "--lines", description = "A line for each series.")
    private boolean lines;

    @Option(
            names = "--x",
            paramLabel = "COLUMN",
            description = "Along the horizontal axis. Default: the first that holds no numbers.")
    private String axis;

    @Option(
            names = "--y",
            paramLabel = "COLUMN",
            description = "Drawn. Repeatable. Default: those that hold numbers, at most four.")
    private List<String> series = new ArrayList<>();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Most rows that are drawn. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page instead.")
    private Path page;

    @Parameters(paramLabel = "SQL", arity = "0..*", description = "A query. Default: the last one.")
    private List<String> words = List.of();

    ChartCommand(SqlExecutor sql, Console console, Path folder) {
        this.sql = sql;
        this.console = console;
        this.folder = folder;
    }

    @Override
    public int run() {
        String query = words.isEmpty() ? sql.last() : String.join(" ", words);
        if (query.isBlank()) {
            throw new UsageException("no query was run yet", "Run one, then type \\chart; or \\chart select ...");
        }
        if (bars && lines) {
            throw new UsageException("--bars and --lines are two charts", "Give one of them");
        }
        var choice = new Chart.Choice(Optional.ofNullable(axis), series);
        Chart chart = sql.read(query, result -> {
            Chart read = Chart.read(result, choice, rows);
            if (read.points().size() == rows && result.next()) {
                console.note("note: the first %d rows; --rows draws more".formatted(rows));
            }
            return read;
        });
        boolean drawn = lines || (!bars && chart.measured() && chart.points().size() > MANY);
        if (page == null) {
            int width = console.layout().width() > 0 ? console.layout().width() : NO_SCREEN;
            console.show(drawn ? ChartText.lines(chart, width) : ChartText.bars(chart, width));
            return DONE;
        }
        write(ChartHtml.of(
                chart,
                drawn,
                String.join(", ", chart.series()) + (chart.axis().isEmpty() ? "" : " by " + chart.axis())));
        return DONE;
    }

    private void write(String html) {
        try {
            Files.writeString(folder.resolve(page), html);
        } catch (IOException e) {
            throw new VmshException("cannot write " + page, "Check that its folder exists and may be written to", e);
        }
        console.note("Wrote " + page);
    }
}
