package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\watch",
        description = "Run the last statement again and again, until Ctrl-C.",
        footer = "Example: \\watch 5")
final class WatchCommand implements ShellCommand {
    private final SqlExecutor sql;
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "SECONDS",
            arity = "0..1",
            defaultValue = "2",
            description = "Between two runs. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", description = "Stop after N runs. Default: never.")
    private int count;

    WatchCommand(SqlExecutor sql, CurrentSession session, Console console) {
        this.sql = sql;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        String statement = sql.last();
        if (statement.isEmpty()) {
            throw new UsageException("no statement was run yet", "Run one, then type \\watch");
        }
        if (count == 0 && !session.get().rules().interactive()) {
            throw new UsageException("nobody is there to stop it", "Give --count");
        }
        for (int done = 0; count == 0 || done < count; done++) {
            int code = sql.run(statement);
            boolean more = code == DONE && (count == 0 || done + 1 < count);
            if (!more || !pause()) {
                return code;
            }
        }
        return DONE;
    }

    /** @return false if Ctrl-C ended it */
    private boolean pause() {
        Thread waiting = Thread.currentThread();
        Person.Interruption interruption = console.person().onInterrupt(waiting::interrupt);
        try {
            Thread.sleep((long) (seconds * 1000));
            return true;
        } catch (InterruptedException stopped) {
            return false;
        } finally {
            interruption.close();
        }
    }
}
