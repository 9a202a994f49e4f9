package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(name = "\\e", description = "Edit the last statement in your editor, then run it.", footer = "Example: \\e")
final class EditCommand implements ShellCommand {
    private final SqlExecutor sql;
    private final ScriptRunner scripts;
    private final Console console;

    EditCommand(SqlExecutor sql, ScriptRunner scripts, Console console) {
        this.sql = sql;
        this.scripts = scripts;
        this.console = console;
    }

    @Override
    public int run() {
        String edited = console.person()
                .edit(sql.last())
                .orElseThrow(() -> new UsageException(
                        "there is no editor here, or it ended with an error",
                        "Set EDITOR and start vmsh in a terminal"));
        console.note(edited.strip());
        return scripts.text(edited, Optional.empty());
    }
}
