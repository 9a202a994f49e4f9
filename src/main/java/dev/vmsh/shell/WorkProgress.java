package dev.vmsh.shell;

import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalText;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.plan.Backfill;
import dev.vmsh.shell.render.DisplayWidth;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.WorkEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells how work goes on. On a screen: a line for each batch, and below them one that says what is under way and how long it may take.
 * Elsewhere only what went wrong, unless much was asked for. Safe for several threads.
 */
final class WorkProgress implements Consumer<WorkEvent>, AutoCloseable {
    private final Console console;
    private final boolean chatty;
    private final QueryLines queries = new QueryLines();
    private final Estimate estimate;
    private final LiveLine live;
    private final Map<TableName, UnderWay> underWay = new LinkedHashMap<>();
    private final Map<TableName, Supplier<OptionalDouble>> shares = new HashMap<>();
    private final long start = System.nanoTime();
    private String stage = "";
    private int total;
    private int done;
    private long rows;

    private record UnderWay(WorkEvent.BatchStarted batch, long sinceNanos) {}

    WorkProgress(Console console, BatchTimes times) {
        this.console = console;
        this.chatty = console.onScreen() || console.verbose();
        this.estimate = new Estimate(times);
        this.live = LiveLine.over(console, this::status);
    }

    @Override
    public void accept(WorkEvent event) {
        String line = noted(event);
        if (!line.isEmpty()) {
            live.print(() -> console.note(line));
        }
    }

    /** Takes notice of {@code event}. @return what is to be printed of it; mostly nothing */
    private synchronized String noted(WorkEvent event) {
        if (event instanceof WorkEvent.BackfillPlanned planned) {
            total += planned.total();
            estimate.plan(planned.batches());
        } else if (event instanceof WorkEvent.BatchStarted started) {
            underWay.remove(started.model());
            underWay.put(started.model(), new UnderWay(started, System.nanoTime()));
        } else if (event instanceof WorkEvent.BatchFollowed followed) {
            shares.put(followed.model(), followed.share());
        } else if (event instanceof WorkEvent.BatchComputed computed) {
            underWay.remove(computed.model());
        } else if (event instanceof WorkEvent.BatchFinished finished) {
            done++;
            rows += Math.max(0, finished.rows());
            underWay.remove(finished.model());
            estimate.finished(finished.model(), finished.took());
            return chatty ? line(finished) : "";
        } else if (event instanceof WorkEvent.QueryMoved moved) {
            return chatty ? queries.line(moved) : "";
        } else if (event instanceof WorkEvent.Stage begun) {
            stage = begun.name();
            return console.verbose() ? begun.name() : "";
        } else if (event instanceof WorkEvent.ModelFailed failed) {
            underWay.remove(failed.model());
            return "%s failed: %s".formatted(failed.model(), failed.cause().getMessage());
        } else if (event instanceof WorkEvent.ModelSkipped skipped) {
            return "%s skipped: it reads %s".formatted(skipped.model(), skipped.because());
        } else if (event instanceof WorkEvent.Notice notice) {
            return "note: " + notice.text();
        } else if (event instanceof WorkEvent.Promoted promoted && chatty) {
            return "views: %d created, %d updated, %d dropped"
                    .formatted(promoted.created(), promoted.updated(), promoted.dropped());
        }
        return "";
    }

    /**
     * {@code backfill 3/16  weather.daily 2012-01-01 - 2013-12-31 (1/2) 43 %  1,461 rows  12 s, about 34 s left (from 3 runs)}, or as
     * much of it as has room: what is left out first is what can be done without.
     */
    private synchronized String status() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        String counted = total > 0 ? "%s %d/%d".formatted(stage, done, total) : stage;
        String written = rows > 0 ? Phrases.count(rows, "row") : "";
        String time = Phrases.duration(Duration.ofSeconds(elapsed.toSeconds()));
        String left = estimate.left(elapsed, running());
        String source = left.isEmpty() ? "" : left + " (" + estimate.source() + ")";
        List<List<String>> forms = List.of(
                List.of(counted, batch(true), written, and(time, source)),
                List.of(counted, batch(true), written, and(time, left)),
                List.of(counted, batch(false), written, and(time, left)),
                List.of(counted, batch(false), and(time, left)),
                List.of(counted, and(time, left)),
                List.of(counted, time));
        int room = console.person().width() - 1;
        String text = "";
        for (List<String> form : forms) {
            text = form.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
            if (DisplayWidth.of(text) <= room) {
                return text;
            }
        }
        return text;
    }

    private Map<TableName, Duration> running() {
        var running = new HashMap<TableName, Duration>();
        underWay.forEach((model, each) -> running.put(model, Duration.ofNanos(System.nanoTime() - each.sinceNanos())));
        return running;
    }

    private static String and(String time, String left) {
        return left.isEmpty() ? time : time + ", " + left;
    }

    /**
     * What is computed now; of several batches the one that began last, for the others may be held up by it.
     *
     * @param whole with the interval
     */
    private String batch(boolean whole) {
        WorkEvent.BatchStarted last = null;
        for (UnderWay each : underWay.values()) {
            last = each.batch();
        }
        if (last == null) {
            return "";
        }
        var out = new StringBuilder(last.model().toString());
        if (whole) {
            out.append(' ').append(what(last.type(), last.interval()));
        }
        if (last.of() > 1) {
            out.append(" (%d/%d)".formatted(last.index(), last.of()));
        }
        OptionalDouble share =
                shares.getOrDefault(last.model(), OptionalDouble::empty).get();
        share.ifPresent(known -> out.append(" %d %%".formatted(Math.round(known * 100))));
        if (underWay.size() > 1) {
            out.append(" and ").append(underWay.size() - 1).append(" more");
        }
        return out.toString();
    }

    private String line(WorkEvent.BatchFinished batch) {
        var out = new StringBuilder("[%d/%d] %s".formatted(done, total, batch.model()));
        out.append("  ").append(what(batch.type(), batch.interval()));
        if (batch.rows() >= 0) {
            out.append("  ").append(Phrases.count(batch.rows(), "row"));
        }
        if (batch.audits() > 0) {
            out.append("  ").append(Phrases.count(batch.audits(), "audit")).append(" passed");
        }
        return out.append("  ").append(Phrases.duration(batch.took())).toString();
    }

    private static String what(Backfill.Type type, Interval interval) {
        return type == Backfill.Type.INTERVALS
                ? IntervalText.of(interval, unit(interval))
                : type.name().toLowerCase(Locale.ROOT);
    }

    private static IntervalUnit unit(Interval interval) {
        boolean days = IntervalUnit.DAY.isAligned(interval.start()) && IntervalUnit.DAY.isAligned(interval.end());
        return days ? IntervalUnit.DAY : IntervalUnit.HOUR;
    }

    @Override
    public void close() {
        live.close();
        synchronized (this) {
            if (done > 0) {
                estimate.learn();
            }
        }
        console.err().flush();
    }
}
