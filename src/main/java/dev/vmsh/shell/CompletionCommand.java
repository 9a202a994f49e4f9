package dev.vmsh.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\completion",
        description = "Offer what could be typed next, or stop offering it.",
        footer = "Example: \\completion off")
final class CompletionCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(paramLabel = "on|off", arity = "0..1", description = "Default: the other one.")
    private String wanted;

    CompletionCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        boolean on = wanted == null ? !session.get().comforts().completion() : Switches.on(wanted);
        session.change(now -> now.withComforts(now.comforts().withCompletion(on)));
        console.note("completion is " + (on ? "on" : "off"));
        return DONE;
    }
}
