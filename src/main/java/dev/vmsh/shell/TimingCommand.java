package dev.vmsh.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\timing",
        description = "Tell each statement's time, or stop telling it.",
        footer = "Example: \\timing on")
final class TimingCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(paramLabel = "on|off", arity = "0..1", description = "Default: the other one.")
    private String wanted;

    TimingCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        boolean on = wanted == null ? !session.get().display().timing() : Switches.on(wanted);
        session.change(now -> now.withDisplay(now.display().withTiming(on)));
        console.note("timing is " + (on ? "on" : "off"));
        return DONE;
    }
}
