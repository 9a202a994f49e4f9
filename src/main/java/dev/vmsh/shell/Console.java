package dev.vmsh.shell;

import dev.vmsh.shell.render.OutputFormat;
import dev.vmsh.shell.render.Paint;
import dev.vmsh.shell.render.Report;
import dev.vmsh.shell.render.ResultWriter.Layout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the shell prints: results on standard output or into a file, everything else on standard error. The only class that does. For
 * one thread.
 */
public final class Console {
    private PrintWriter standardOut;
    private PrintWriter err;
    private final CurrentSession session;
    private Person person;
    private PrintWriter file;
    private boolean coloured;

    /**
     * @param out results;
     * @param err notes and errors
     */
    public Console(PrintWriter out, PrintWriter err, CurrentSession session) {
        this(out, err, session, Person.NOBODY);
    }

    /** @param person who is there until somebody sits down at a terminal */
    Console(PrintWriter out, PrintWriter err, CurrentSession session, Person person) {
        this.standardOut = Objects.requireNonNull(out, "out");
        this.err = Objects.requireNonNull(err, "err");
        this.session = Objects.requireNonNull(session, "session");
        this.person = Objects.requireNonNull(person, "person");
    }

    /** Somebody sits at a terminal from now on: everything that is printed goes there. */
    void meet(LineEditor somebody) {
        person = somebody;
        standardOut = somebody.writer();
        err = somebody.writer();
    }

    /** Who can be asked. */
    public Person person() {
        return person;
    }

    /** Where results go. */
    public PrintWriter out() {
        return file == null ? standardOut : file;
    }

    /** Notes, errors and progress. */
    public PrintWriter err() {
        return err;
    }

    /** Sends results into {@code target} until the next call; empty for standard output. Closes the file before. */
    void redirect(Optional<PrintWriter> target) {
        if (file != null) {
            file.close();
        }
        file = target.orElse(null);
    }

    public void print(Report report) {
        var text = new StringWriter();
        report.write(session.get().display().rowFormat(), layout(), text);
        show(text.toString(), !(report instanceof Report.Listing));
    }

    /** A listing; where people read it and nothing is in it, what that means instead of an empty table. */
    void print(Report.Listing listing, String nothing) {
        if (listing.rows().isEmpty()) {
            note(nothing);
        }
        if (!listing.rows().isEmpty() || session.get().display().format().machine()) {
            print(listing);
        }
    }

    /** Prose among the results; in a pager if a person reads it and it is longer than the screen. */
    void show(String text) {
        show(text, true);
    }

    /** A table among the results; in a pager if a person reads it and it is longer or wider than the screen. */
    void showTable(String text) {
        show(text, false);
    }

    private void show(String text, boolean wraps) {
        boolean shown = file == null
                && person.show(text, wraps, session.get().comforts().pager());
        if (!shown) {
            out().print(text);
            out().flush();
        }
    }

    /** Whether whoever reads what is printed wants colours. */
    void colour(boolean wanted) {
        coloured = wanted;
    }

    /** The colours for text among the results: none if it goes into a file. */
    Paint paint() {
        return new Paint(coloured && file == null && session.get().display().format() == OutputFormat.TABLE);
    }

    /** Whether results go to a screen. */
    boolean onScreen() {
        return file == null && person.width() > 0;
    }

    /** Whether much shall be told. */
    boolean verbose() {
        return session.get().rules().verbose();
    }

    /** A line of plain text among the results. */
    public void line(String text) {
        out().println(text);
        out().flush();
    }

    /** A line beside the results, unless the session is quiet. */
    public void note(String text) {
        if (!session.get().rules().quiet()) {
            err.println(text);
            err.flush();
        }
    }

    /** The screen that results are laid out for; without limits if they go into a file or a pipe. */
    Layout layout() {
        Display display = session.get().display();
        int width = file == null ? person.width() : 0;
        return new Layout(width, display.rowLimit(), display.expanded() == Display.Expanded.AUTO);
    }

    /** Does {@code work}; Ctrl-C meanwhile does {@code cancel}, on another thread. */
    <T> T interruptible(Runnable cancel, Supplier<T> work) {
        Person.Interruption interruption = person.onInterrupt(cancel);
        try {
            return work.get();
        } finally {
            interruption.close();
        }
    }
}
