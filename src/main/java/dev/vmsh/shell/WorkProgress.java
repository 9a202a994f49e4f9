package dev.vmsh.shell;

import dev.vmsh.interval.IntervalText;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.plan.Backfill;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.work.WorkEvent;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how work goes on: a line for each batch on a screen or where much was asked for; elsewhere
 * the error at the end has it all. Safe for several threads. */
final class WorkProgress implements Consumer<WorkEvent>, AutoCloseable {
    private final Console console;
    private final boolean chatty;
    private int total;
    private int done;

    WorkProgress(Console console) {
        this.console = console;
        this.chatty = console.onScreen() || console.verbose();
    }

    @Override
    public synchronized void accept(WorkEvent event) {
        if (event instanceof WorkEvent.BackfillPlanned planned) {
            total += planned.total();
        } else if (event instanceof WorkEvent.BatchFinished finished) {
            done++;
            if (chatty) {
                console.note(line(finished));
            }
        } else if (event instanceof WorkEvent.Stage stage && console.verbose()) {
            console.note(stage.name());
        } else if (event instanceof WorkEvent.ModelFailed failed && chatty) {
            console.note(
                    "%s failed: %s".formatted(failed.model(), failed.cause().getMessage()));
        } else if (event instanceof WorkEvent.ModelSkipped skipped && chatty) {
            console.note("%s skipped: it reads %s".formatted(skipped.model(), skipped.because()));
        } else if (event instanceof WorkEvent.Notice notice) {
            console.note("note: " + notice.text());
        } else if (event instanceof WorkEvent.Promoted promoted && chatty) {
            console.note("views: %d created, %d updated, %d dropped"
                    .formatted(promoted.created(), promoted.updated(), promoted.dropped()));
        }
    }

    private String line(WorkEvent.BatchFinished batch) {
        var out = new StringBuilder("[%d/%d] %s".formatted(done, total, batch.model()));
        if (batch.type() == Backfill.Type.INTERVALS) {
            out.append("  ").append(IntervalText.of(batch.interval(), unit(batch)));
        } else {
            out.append("  ").append(batch.type().name().toLowerCase(Locale.ROOT));
        }
        if (batch.rows() >= 0) {
            out.append("  ").append(Phrases.count(batch.rows(), "row"));
        }
        if (batch.audits() > 0) {
            out.append("  ").append(Phrases.count(batch.audits(), "audit")).append(" passed");
        }
        return out.append("  ").append(Phrases.duration(batch.took())).toString();
    }

    private static IntervalUnit unit(WorkEvent.BatchFinished batch) {
        boolean days = IntervalUnit.DAY.isAligned(batch.interval().start())
                && IntervalUnit.DAY.isAligned(batch.interval().end());
        return days ? IntervalUnit.DAY : IntervalUnit.HOUR;
    }

    @Override
    public void close() {
        console.err().flush();
    }
}
