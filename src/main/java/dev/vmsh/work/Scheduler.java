package dev.vmsh.work;

import dev.vmsh.plan.Backfill;
import dev.vmsh.problem.VmshException;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.LeaseLostException;
import dev.vmsh.work.Application.Progress;
import dev.vmsh.work.BatchGroup.Outcome;
import dev.vmsh.work.BatchRunner.Task;
import dev.vmsh.work.WorkFailedException.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Computes models in the order of their dependencies, several at a time. A model that fails stops only those that read it. Batches of one
 * model run one after the other unless its kind says that they may overlap.
 */
final class Scheduler {
    private final BatchRunners runner;
    private final Map<TableName, Snapshot> snapshots;
    private final EmptyTables empty;
    private final AuditOrder audits;
    private final int tasks;
    private final Stop stop;
    private final Consumer<? super WorkEvent> events;

    private final Map<TableName, Job> jobs = new LinkedHashMap<>();
    private final Map<TableName, Failure> failed = new TreeMap<>();
    private final List<TableName> skipped = new ArrayList<>();
    private final List<TableName> finished = new ArrayList<>();
    private final InOrder inOrder = new InOrder();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private int running;
    private int batches;
    private long rows = -1;
    private boolean interrupted;
    /** Another session has the environment now: nothing more may be written. */
    private LeaseLostException lost;

    /** A model's work. */
    private static final class Job {
        final Backfill backfill;
        /** Models not finished yet that it reads. */
        final Set<TableName> waitsFor = new HashSet<>();

        final int concurrency;
        int next;
        int active;
        int done;

        Job(Backfill backfill, int concurrency) {
            this.backfill = backfill;
            this.concurrency = concurrency;
        }

        /** The first batch may make the table, so the others wait for it. */
        boolean canStart() {
            return waitsFor.isEmpty() && !exhausted() && active < concurrency && (next == 0 || done > 0);
        }

        /** Whether each of its batches was begun. */
        boolean exhausted() {
            return next == backfill.batches().size();
        }

        boolean finished() {
            return done == backfill.batches().size();
        }
    }

    Scheduler(
            BatchRunners runner,
            Map<TableName, Snapshot> snapshots,
            EmptyTables empty,
            AuditOrder audits,
            int tasks,
            Stop stop,
            Consumer<? super WorkEvent> events) {
        this.runner = runner;
        this.snapshots = snapshots;
        this.empty = empty;
        this.audits = audits;
        this.tasks = Math.max(1, tasks);
        this.stop = stop;
        this.events = events;
    }

    /**
     * @throws WorkFailedException if a model failed; the others were computed
     * @throws LeaseLostException if another session took the environment over
     * @throws InterruptedWorkException if the work was stopped and nothing else went wrong
     */
    Progress run(List<Backfill> work) {
        for (Backfill backfill : work) {
            jobs.put(backfill.model(), new Job(backfill, concurrency(backfill)));
        }
        jobs.values().forEach(job -> job.waitsFor.addAll(pendingUpstream(job.backfill.snapshot())));
        events.accept(new WorkEvent.BackfillPlanned(
                work.stream().collect(Collectors.toMap(Backfill::model, backfill -> backfill.batches()
                        .size()))));
        if (tasks == 1) {
            runHere();
        } else {
            runPooled();
        }
        if (lost != null) {
            throw lost;
        }
        boolean stopped = interrupted
                && failed.values().stream().map(Failure::cause).allMatch(InterruptedWorkException.class::isInstance);
        if (stopped) {
            throw InterruptedWorkException.after(batches);
        }
        if (!failed.isEmpty()) {
            throw new WorkFailedException(
                    new WorkFailedException.Report(List.copyOf(failed.values()), skipped, finished, batches));
        }
        return new Progress(batches, rows);
    }

    private int concurrency(Backfill backfill) {
        if (backfill.snapshot().model().dependsOnPast() || runner.writesOneBatchAtATime(backfill)) {
            return 1;
        }
        return backfill.snapshot().model().kind().batchConcurrency().orElse(tasks);
    }

    /** What must be done before: also through models that have nothing to do themselves. */
    private Set<TableName> pendingUpstream(Snapshot snapshot) {
        var pending = new HashSet<TableName>();
        var seen = new HashSet<TableName>();
        var queue = new ArrayList<>(audits.before(snapshot.name()));
        snapshot.parents().forEach(parent -> queue.add(parent.model()));
        while (!queue.isEmpty()) {
            TableName parent = queue.remove(queue.size() - 1);
            if (!seen.add(parent)) {
                continue;
            }
            if (jobs.containsKey(parent)) {
                pending.add(parent);
            } else if (snapshots.containsKey(parent)) {
                snapshots.get(parent).parents().forEach(next -> queue.add(next.model()));
            }
        }
        return pending;
    }

    /** One at a time, on the calling thread: nothing to hand over, and an interrupt reaches the statement. */
    private void runHere() {
        while (!interrupted && inOrder.next().isPresent()) {
            if (!ready(inOrder.next().get())) {
                continue;
            }
            BatchGroup.Ended ended = new BatchGroup(runner, inOrder, stop, events).run();
            for (Task task : ended.again()) {
                if (canSettle(task.backfill())) {
                    settle(BatchGroup.alone(runner, task, stop, events));
                }
            }
            ended.outcomes().stream()
                    .filter(outcome -> canSettle(outcome.task().backfill()))
                    .forEach(this::settle);
        }
    }

    /** Not where the work has ended meanwhile, or something that the model reads has failed. */
    private boolean canSettle(Backfill backfill) {
        return !interrupted && jobs.containsKey(backfill.model());
    }

    /** Batches in the order of the jobs; none is shown before those that it needs were taken. */
    private final class InOrder implements BatchGroup.Source {
        Optional<Job> next() {
            return jobs.values().stream()
                    .filter(job -> !job.exhausted())
                    .filter(job -> job.waitsFor.stream()
                            .allMatch(model -> jobs.get(model).exhausted()))
                    .findFirst();
        }

        /** A group ends before what reads a table that has to be made first: another session makes it, and sees only what is committed. */
        @Override
        public Optional<Task> peek() {
            return next().filter(job -> !empty.isAwaitedBy(job.backfill.snapshot()))
                    .map(job -> new Task(job.backfill, job.next));
        }

        @Override
        public void take(Task task) {
            jobs.get(task.backfill().model()).next++;
        }
    }

    private void runPooled() {
        ExecutorService pool = Executors.newFixedThreadPool(tasks, task -> {
            var thread = new Thread(task, "backfill");
            thread.setDaemon(true);
            return thread;
        });
        try {
            start(pool);
            while (running > 0) {
                settle(outcomes.take());
                running--;
                start(pool);
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException();
        } finally {
            pool.shutdown();
        }
    }

    private void start(ExecutorService pool) {
        for (Job job : List.copyOf(jobs.values())) {
            while (running < tasks && canSettle(job.backfill) && job.canStart() && ready(job)) {
                var task = new Task(job.backfill, job.next++);
                job.active++;
                running++;
                pool.execute(() -> outcomes.add(BatchGroup.alone(runner, task, stop, events)));
            }
        }
    }

    /** Makes what the job reads and nothing computes; fails the job's model if that cannot be. */
    private boolean ready(Job job) {
        Snapshot snapshot = job.backfill.snapshot();
        if (!empty.isAwaitedBy(snapshot)) {
            return true;
        }
        try {
            empty.makeFor(snapshot);
            return true;
        } catch (VmshException e) {
            fail(snapshot.name(), failure(new Outcome(new Task(job.backfill, job.next), null, e)));
            return false;
        }
    }

    private void settle(Outcome outcome) {
        TableName model = outcome.task().backfill().model();
        if (outcome.failure() != null) {
            if (outcome.failure() instanceof LeaseLostException gone) {
                interrupted = true;
                lost = gone;
                jobs.remove(model);
                return;
            }
            if (outcome.failure() instanceof InterruptedWorkException) {
                // Nothing is wrong with the model: it is only not done.
                interrupted = true;
                failed.put(model, failure(outcome));
                jobs.remove(model);
                return;
            }
            fail(model, failure(outcome));
            return;
        }
        batches++;
        if (outcome.result().rows() >= 0) {
            rows = Math.max(0, rows) + outcome.result().rows();
        }
        Job job = jobs.get(model);
        if (job == null) {
            return; // another batch of the model has failed meanwhile
        }
        job.active = Math.max(0, job.active - 1);
        job.done++;
        if (job.finished()) {
            finished.add(model);
            jobs.remove(model);
            jobs.values().forEach(other -> other.waitsFor.remove(model));
        }
    }

    private static Failure failure(Outcome outcome) {
        Task task = outcome.task();
        return new Failure(task.backfill().snapshot().model(), task.interval(), outcome.failure());
    }

    private void fail(TableName model, Failure failure) {
        failed.put(model, failure);
        events.accept(new WorkEvent.ModelFailed(model, failure.cause()));
        jobs.remove(model);
        var gone = new HashMap<TableName, TableName>();
        gone.put(model, model);
        boolean found = true;
        while (found) {
            found = false;
            for (Job job : List.copyOf(jobs.values())) {
                TableName because = job.waitsFor.stream()
                        .filter(gone::containsKey)
                        .findFirst()
                        .orElse(null);
                if (because != null) {
                    found = true;
                    gone.put(job.backfill.model(), because);
                    jobs.remove(job.backfill.model());
                    skipped.add(job.backfill.model());
                    events.accept(new WorkEvent.ModelSkipped(job.backfill.model(), because));
                }
            }
        }
    }
}
