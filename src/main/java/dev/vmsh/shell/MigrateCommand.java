package dev.vmsh.shell;

import dev.vmsh.shell.render.Report;
import dev.vmsh.work.StateService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "migrate",
        description = "Bring the state to this version's layout, keeping a copy; or go back to the copy.",
        footer = {"Example: migrate", "Example: migrate --undo"})
final class MigrateCommand implements ShellCommand {
    private final StateService states;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Option(names = "--undo", description = "Undo the last migration. What was recorded since is lost.")
    private boolean undo;

    MigrateCommand(StateService states, CurrentSession session, Console console, Confirmations confirmations) {
        this.states = states;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        confirmations.requireWritable("migrate");
        String gateway = session.get().gateway();
        if (undo && !confirmations.confirm("Undo the last migration, and lose what was recorded since?", "--yes")) {
            return DONE;
        }
        List<String> names = undo ? states.undoMigration(gateway).stream().toList() : states.migrate(gateway);
        console.print(
                new Report.Listing(
                        List.of("migration", "done"),
                        names.stream()
                                .map(name -> List.<Object>of(name, undo ? "undone" : "applied"))
                                .toList()),
                undo ? "there is no migration to undo" : "the state is up to date");
        return DONE;
    }
}
