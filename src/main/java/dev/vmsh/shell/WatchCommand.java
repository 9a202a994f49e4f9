package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        aliases = "\\watch",
        description = "Do something again and again, until Ctrl-C: a command, SQL, or the last statement.",
        footer = {"Example: watch environments", "Example: watch 5 select count(*) from orders", "Example: \\watch 5"})
final class WatchCommand implements ShellCommand.TakesText {
    private static final double DEFAULT_SECONDS = 2;
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<seconds>\\d+(?:\\.\\d+)?)(?:\\s+|$))?(?:--count\\s+(?<count>\\d+)(?:\\s+|$))?(?<what>.*)",
            Pattern.DOTALL);

    private final ScriptRunner scripts;
    private final SqlExecutor sql;
    private final CurrentSession session;
    private final Console console;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "Stop after N times. Default: never.")
    private int count;

    @Parameters(
            paramLabel = "[SECONDS] [COMMAND]",
            arity = "0..*",
            description = "The pause, by default 2 seconds, and what to do, by default the last statement.")
    private List<String> words = List.of();

    WatchCommand(ScriptRunner scripts, SqlExecutor sql, CurrentSession session, Console console) {
        this.scripts = scripts;
        this.sql = sql;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        Matcher form = FORM.matcher(String.join(" ", words).strip());
        if (!form.matches()) {
            throw new UsageException("watch does not know what to do", "Type: watch 5 environments");
        }
        double seconds = form.group("seconds") == null ? DEFAULT_SECONDS : Double.parseDouble(form.group("seconds"));
        int times = form.group("count") == null ? count : Integer.parseInt(form.group("count"));
        String what =
                form.group("what").isBlank() ? sql.last() : form.group("what").strip();
        if (what.isEmpty()) {
            throw new UsageException("no statement was run yet", "Run one, then type watch; or watch COMMAND");
        }
        if (times == 0 && !session.get().rules().interactive()) {
            throw new UsageException("nobody is there to stop it", "Give --count");
        }
        return session.during(
                now -> now.withComforts(now.comforts().withPager(new Comforts.Pager.Off())),
                () -> repeat(what, seconds, times));
    }

    private int repeat(String what, double seconds, int times) {
        for (int done = 0; times == 0 || done < times; done++) {
            if (done > 0) {
                console.person().clear();
            }
            String pause = seconds % 1 == 0 ? String.valueOf((long) seconds) : String.valueOf(seconds);
            console.note("every %s s: %s".formatted(pause, what));
            int code = scripts.text(what, Optional.empty());
            boolean more = code == DONE && (times == 0 || done + 1 < times);
            if (!more || !pause(seconds)) {
                return code;
            }
        }
        return DONE;
    }

    /** @return false if Ctrl-C ended it */
    @SuppressWarnings("try") // the interruption is only there to end
    private boolean pause(double seconds) {
        var stopped = new CountDownLatch(1);
        try (var interruption = console.person().onInterrupt(stopped::countDown)) {
            if (!stopped.await((long) (seconds * 1000), TimeUnit.MILLISECONDS)) {
                return true;
            }
            // The terminal shows ^C where the prompt will be.
            console.person().status("");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
