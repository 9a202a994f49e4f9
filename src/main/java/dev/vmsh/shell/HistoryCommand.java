package dev.vmsh.shell;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Show what was typed before.", footer = "Example: history 20")
final class HistoryCommand implements ShellCommand {
    private final Console console;

    @Parameters(
            paramLabel = "N",
            arity = "0..1",
            defaultValue = "50",
            description = "How many entries. Default: ${DEFAULT-VALUE}.")
    private int count;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run() {
        List<String> all = console.person().history();
        all.subList(Math.max(0, all.size() - count), all.size()).forEach(console::line);
        return DONE;
    }
}
