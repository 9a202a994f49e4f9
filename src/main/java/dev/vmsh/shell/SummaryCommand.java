package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.shell.render.Report;
import dev.vmsh.shell.render.ShownTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "\\summary",
        description = "Run the last query again and show statistics of its columns.",
        footer = "Example: \\summary")
final class SummaryCommand implements ShellCommand {
    private final SqlExecutor sql;
    private final Console console;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Most rows that are looked at. Default: ${DEFAULT-VALUE}.")
    private int rows;

    SummaryCommand(SqlExecutor sql, Console console) {
        this.sql = sql;
        this.console = console;
    }

    @Override
    public int run() {
        String query = sql.last();
        if (query.isEmpty()) {
            throw new UsageException("no query was run yet", "Run one, then type \\summary");
        }
        console.print(sql.read(query, result -> {
            ShownTable table = ShownTable.read(result, rows);
            if (table.rowCount() == rows) {
                console.note("note: of the first %d rows; --rows looks at more".formatted(rows));
            }
            return new Report.Document(table.summaryValue(), table.summary());
        }));
        return DONE;
    }
}
