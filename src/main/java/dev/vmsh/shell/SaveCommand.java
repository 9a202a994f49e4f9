package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\save",
        description = "Keep the last statement, or the one that follows, under a name.",
        footer = {"Example: \\save late_orders", "Example: \\save by_day select * from orders where day = :'day'"})
final class SaveCommand implements ShellCommand.Verbatim {
    private final NamedQueries queries;
    private final SqlExecutor sql;
    private final Console console;

    @Option(names = "--delete", description = "Forget what is kept under the name.")
    private boolean delete;

    @Parameters(
            paramLabel = "NAME [SQL]",
            arity = "1..*",
            description = "Variables are kept as they stand: '\\run NAME day=2026-01-31' sets them.")
    private List<String> words;

    SaveCommand(NamedQueries queries, SqlExecutor sql, Console console) {
        this.queries = queries;
        this.sql = sql;
        this.console = console;
    }

    @Override
    public int run() {
        String[] parts = String.join(" ", words).strip().split("\\s+", 2);
        if (delete) {
            queries.delete(parts[0]);
            console.note("'%s' is forgotten".formatted(parts[0]));
            return DONE;
        }
        String text = parts.length > 1 ? parts[1] : sql.lastTyped();
        if (text.isBlank()) {
            throw new UsageException("no statement was run yet", "Run one, or type it: \\save NAME select ...");
        }
        console.note("kept in " + queries.save(parts[0], text));
        return DONE;
    }
}
