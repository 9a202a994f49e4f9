package dev.vmsh.shell;

import dev.vmsh.shell.render.Report;
import dev.vmsh.work.ResolvedSql;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\resolve",
        description = "Print the SQL that would be sent.",
        footer = "Example: \\resolve select * from analytics.orders")
final class ResolveCommand implements ShellCommand.TakesText {
    private final SqlExecutor sql;
    private final Console console;

    @Parameters(paramLabel = "SQL", arity = "1..*", description = "One statement.")
    private List<String> words;

    ResolveCommand(SqlExecutor sql, Console console) {
        this.sql = sql;
        this.console = console;
    }

    @Override
    public int run() {
        ResolvedSql resolved = sql.resolve(String.join(" ", words));
        resolved.notes().forEach(note -> console.note("note: " + note));
        var value = new LinkedHashMap<String, Object>();
        value.put("sql", resolved.sent());
        value.put("notes", resolved.notes());
        console.print(new Report.Document(value, resolved.sent() + "\n"));
        return DONE;
    }
}
