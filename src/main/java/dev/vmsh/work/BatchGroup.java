package dev.vmsh.work;

import dev.vmsh.plan.Backfill;
import dev.vmsh.state.LeaseLostException;
import dev.vmsh.work.BatchRunner.Result;
import dev.vmsh.work.BatchRunner.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Batches that are computed one after the other and become visible together, because a commit costs more than many a batch. Batches join
 * for a moment only: that is all that a crash, an interrupt or a failure can cost. Used once, by one thread.
 */
final class BatchGroup implements Iterator<Task> {
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final BatchRunners runner;
    private final Source source;
    private final Stop stop;
    private final Consumer<? super WorkEvent> events;
    private final List<Begun> begun = new ArrayList<>();

    /** Where batches come from. */
    interface Source {
        /** What can be computed now, if all that was taken before has been. */
        Optional<Task> peek();

        /** Takes what {@link #peek} showed. */
        void take(Task task);
    }

    /**
     * What became of a batch.
     *
     * @param result null if it failed
     * @param failure null if it did not
     */
    record Outcome(Task task, Result result, RuntimeException failure) {}

    /**
     * What became of a group.
     *
     * @param again batches that were undone with the group, without a fault of theirs; to be computed alone, before the outcomes are
     *     looked at
     */
    record Ended(List<Task> again, List<Outcome> outcomes) {}

    /** A batch under way, and what there is to tell about it when it is committed. */
    private static final class Begun {
        final Task task;
        final long at = System.nanoTime();
        final List<WorkEvent> told = new ArrayList<>();
        /** Null while it is computed. */
        Duration took;

        Begun(Task task) {
            this.task = task;
        }

        void end() {
            if (took == null) {
                took = Duration.ofNanos(System.nanoTime() - at);
            }
        }
    }

    BatchGroup(BatchRunners runner, Source source, Stop stop, Consumer<? super WorkEvent> events) {
        this.runner = runner;
        this.source = source;
        this.stop = stop;
        this.events = events;
    }

    /** Computes one batch in a transaction of its own. */
    static Outcome alone(BatchRunners runner, Task task, Stop stop, Consumer<? super WorkEvent> events) {
        var only = new Source() {
            private boolean taken;

            @Override
            public Optional<Task> peek() {
                return taken ? Optional.empty() : Optional.of(task);
            }

            @Override
            public void take(Task same) {
                taken = true;
            }
        };
        return new BatchGroup(runner, only, stop, events).run().outcomes().get(0);
    }

    /** Computes what the source has, at least one batch. */
    Ended run() {
        List<Result> results;
        try {
            results = runner.run(this, this::hear);
        } catch (RuntimeException e) {
            return failed(e);
        }
        last().end();
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < results.size(); i++) {
            outcomes.add(tell(begun.get(i), results.get(i)));
        }
        return new Ended(List.of(), outcomes);
    }

    /** How far a query is must be told at once; the rest when it is certain. */
    private void hear(WorkEvent event) {
        if (event instanceof WorkEvent.QueryMoved || event instanceof WorkEvent.BatchFollowed) {
            events.accept(event);
        } else {
            last().told.add(event);
        }
    }

    private Ended failed(RuntimeException failure) {
        if (begun.isEmpty()) {
            Task first = source.peek().orElseThrow();
            source.take(first);
            begun.add(new Begun(first));
        }
        boolean ends = failure instanceof InterruptedWorkException || failure instanceof LeaseLostException;
        boolean atCommit = last().took != null;
        if (atCommit && !ends && begun.size() > 1) {
            return new Ended(tasks(), List.of());
        }
        last().told.forEach(events);
        List<Task> others = tasks().subList(0, begun.size() - 1);
        return new Ended(ends ? List.of() : others, List.of(new Outcome(last().task, null, failure)));
    }

    private List<Task> tasks() {
        return begun.stream().map(one -> one.task).toList();
    }

    private Begun last() {
        return begun.get(begun.size() - 1);
    }

    @Override
    public boolean hasNext() {
        if (begun.isEmpty()) {
            return true;
        }
        last().end();
        events.accept(new WorkEvent.BatchComputed(last().task.backfill().model()));
        boolean moreTime = System.nanoTime() - begun.get(0).at < MOMENT.toNanos();
        return moreTime
                && !stop.wanted()
                && !Thread.currentThread().isInterrupted()
                && runner.sharesTransactions(last().task.backfill())
                && source.peek()
                        .filter(task -> runner.sharesTransactions(task.backfill()))
                        .isPresent();
    }

    @Override
    public Task next() {
        Task task = source.peek().orElseThrow(NoSuchElementException::new);
        source.take(task);
        begun.add(new Begun(task));
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedWorkException();
        }
        stop.check();
        Backfill backfill = task.backfill();
        events.accept(new WorkEvent.BatchStarted(
                backfill.model(),
                backfill.type(),
                task.interval(),
                task.index() + 1,
                backfill.batches().size()));
        return task;
    }

    /** Whoever listens may end the work; what is committed stays so. */
    private Outcome tell(Begun done, Result result) {
        try {
            done.told.forEach(events);
            finished(done, result);
            return new Outcome(done.task, result, null);
        } catch (RuntimeException e) {
            return new Outcome(done.task, null, e);
        }
    }

    private void finished(Begun done, Result result) {
        Backfill backfill = done.task.backfill();
        events.accept(new WorkEvent.BatchFinished(
                backfill.model(),
                backfill.type(),
                done.task.interval(),
                done.task.index() + 1,
                backfill.batches().size(),
                result.rows(),
                result.audits(),
                done.took));
    }
}
