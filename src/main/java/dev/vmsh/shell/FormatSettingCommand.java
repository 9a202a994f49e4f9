package dev.vmsh.shell;

import dev.vmsh.shell.render.OutputFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\format",
        description = "Show or set how rows and reports are written.",
        footer = "Example: \\format json")
final class FormatSettingCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            paramLabel = "FORMAT",
            arity = "0..1",
            description = "table, vertical, csv, tsv, json, jsonl or markdown.")
    private String wanted;

    FormatSettingCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        if (wanted == null) {
            console.line(session.get().display().format().id());
        } else {
            OutputFormat format = OutputFormat.named(wanted);
            session.change(now -> now.withDisplay(now.display().withFormat(format)));
        }
        return DONE;
    }
}
