package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Demolition;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "destroy",
        description = "Remove everything that vmsh made: all environments, their views and tables, and the state.",
        footer = {"Example: destroy --dry-run", "Example: destroy --yes"})
final class DestroyCommand implements ShellCommand {
    private final Demolition demolition;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Option(names = "--dry-run", description = "List what would go; remove nothing.")
    private boolean dryRun;

    DestroyCommand(Demolition demolition, CurrentSession session, Console console, Confirmations confirmations) {
        this.demolition = demolition;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        List<Demolition.Piece> pieces = demolition.survey(gateway);
        console.print(new Report.Listing(
                List.of("type", "name"),
                pieces.stream()
                        .map(piece -> List.<Object>of(piece.type(), piece.name()))
                        .toList()));
        if (pieces.isEmpty()) {
            console.note("there is nothing to remove");
            return DONE;
        }
        if (dryRun) {
            console.note("nothing was removed: this was a dry run");
            return DONE;
        }
        confirmations.requireWritable("destroy");
        if (!confirmations.confirmByName("Remove all of this for ever?", demolition.project(), "--yes")) {
            throw new UsageException(
                    "nothing was removed", "Type the project's name, '%s'".formatted(demolition.project()));
        }
        demolition.destroy(gateway);
        console.note("everything is removed");
        return DONE;
    }
}
