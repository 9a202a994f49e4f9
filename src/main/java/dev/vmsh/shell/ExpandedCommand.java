package dev.vmsh.shell;

import dev.vmsh.shell.Display.Expanded;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "\\x", description = "Write tables vertically.", footer = "Example: \\x auto")
final class ExpandedCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            paramLabel = "on|off|auto",
            arity = "0..1",
            description = "auto: when wider than the screen. Default: on, or off if it is on.")
    private String wanted;

    ExpandedCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        boolean isOn = session.get().display().expanded() == Expanded.ON;
        Expanded next = wanted == null
                ? (isOn ? Expanded.OFF : Expanded.ON)
                : wanted.equalsIgnoreCase("auto") ? Expanded.AUTO : Switches.on(wanted) ? Expanded.ON : Expanded.OFF;
        session.change(now -> now.withDisplay(now.display().withExpanded(next)));
        console.note("expanded display is " + next.name().toLowerCase(Locale.ROOT));
        return DONE;
    }
}
