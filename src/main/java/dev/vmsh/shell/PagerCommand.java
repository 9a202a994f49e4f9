package dev.vmsh.shell;

import dev.vmsh.shell.Comforts.Pager;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\pager",
        description = "Say what shows text that is longer than the screen.",
        footer = {"Example: \\pager off", "Example: \\pager less -S"})
final class PagerCommand implements ShellCommand.TakesText {
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            paramLabel = "on|off|PROGRAM",
            arity = "0..*",
            description = "on: vmsh's own. Default: tell which. At the start VMSH_PAGER or PAGER counts.")
    private List<String> words = List.of();

    PagerCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        if (!words.isEmpty()) {
            Pager pager = pager(String.join(" ", words).strip());
            session.change(now -> now.withComforts(now.comforts().withPager(pager)));
        }
        console.note("pager is " + name(session.get().comforts().pager()));
        return DONE;
    }

    private static Pager pager(String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "on" -> new Pager.BuiltIn();
            case "off" -> new Pager.Off();
            default -> new Pager.Program(wanted);
        };
    }

    private static String name(Pager pager) {
        if (pager instanceof Pager.Program program) {
            return program.command();
        }
        return pager instanceof Pager.Off ? "off" : "on";
    }
}
