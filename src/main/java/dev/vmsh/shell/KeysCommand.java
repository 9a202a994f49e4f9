package dev.vmsh.shell;

import dev.vmsh.shell.Comforts.Keys;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "\\keys", description = "Edit lines with the keys of emacs or of vi.", footer = "Example: \\keys vi")
final class KeysCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(paramLabel = "emacs|vi", arity = "0..1", description = "Default: tell which.")
    private Keys wanted;

    KeysCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        if (wanted != null) {
            session.change(now -> now.withComforts(now.comforts().withKeys(wanted)));
        }
        console.note(
                "keys are those of " + session.get().comforts().keys().name().toLowerCase(Locale.ROOT));
        return DONE;
    }
}
