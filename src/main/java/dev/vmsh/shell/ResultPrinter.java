package dev.vmsh.shell;

import dev.vmsh.shell.render.OutputFormat;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.shell.render.ResultWriter;
import dev.vmsh.shell.render.ResultWriter.Written;
import dev.vmsh.work.QueryRunner.Outcome;
import java.io.StringWriter;
import java.time.Duration;

/** Prints what a statement came to: its rows, how many there are, how long it took and where. */
final class ResultPrinter {
    private final CurrentSession session;
    private final Console console;

    ResultPrinter(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    /**
     * @param start when the statement was begun, by the JVM's own count
     * @param live what the screen shows meanwhile; taken away before anything is printed
     */
    void print(Outcome outcome, long start, LiveLine live) {
        if (outcome instanceof Outcome.Result result) {
            OutputFormat format = session.get().display().rowFormat();
            if (format.machine() || !console.onScreen()) {
                live.close();
                Written written = ResultWriter.of(format, console.layout()).write(result.rows(), console.out());
                status(format, written, since(start));
                console.out().flush();
            } else {
                var text = new StringWriter();
                Written written = ResultWriter.of(format, console.layout()).write(result.rows(), text);
                live.close();
                Duration took = since(start); // reading in the pager takes a person's time
                console.showTable(text.toString());
                status(format, written, took);
            }
        } else if (outcome instanceof Outcome.Done done) {
            live.close();
            String what = done.count() < 0 ? "done" : Phrases.count(done.count(), "row") + " affected";
            console.note(what + (session.get().rules().interactive() ? " (" + where(since(start)) + ")" : ""));
        }
    }

    /** How many rows, and for a person how long it took and where. */
    private void status(OutputFormat format, Written written, Duration took) {
        boolean people = format == OutputFormat.TABLE || format == OutputFormat.VERTICAL;
        String count = (written.more() ? "first " : "")
                + Phrases.count(written.rows(), "row")
                + (written.more() ? ", there are more: \\limit 0 shows all" : "");
        if (session.get().rules().interactive()) {
            console.note("(" + count + ", " + where(took) + ")");
        } else if (people) {
            console.line("(" + count + ")");
        }
        if (session.get().display().timing() && !session.get().rules().interactive()) {
            console.note("time: " + Phrases.duration(took));
        }
    }

    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String where(Duration took) {
        return Phrases.duration(took) + ", " + session.get().environment();
    }
}
