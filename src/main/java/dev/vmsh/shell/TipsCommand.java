package dev.vmsh.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\tips",
        description = "Show all tips, or say whether one is shown at the start.",
        footer = {"Example: \\tips", "Example: \\tips off"})
final class TipsCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(paramLabel = "on|off", arity = "0..1", description = "For vmshrc: 'off' ends the tips at the start.")
    private String wanted;

    TipsCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        if (wanted == null) {
            Tips.ALL.forEach(console::line);
            return DONE;
        }
        boolean on = Switches.on(wanted);
        session.change(now -> now.withComforts(now.comforts().withTips(on)));
        return DONE;
    }
}
