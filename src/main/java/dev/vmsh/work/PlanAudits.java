package dev.vmsh.work;

import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Audit;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.StateStore;
import dev.vmsh.work.WorkFailedException.Failure;
import dev.vmsh.work.WorkFailedException.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The audits of a plan that are not part of a batch: those of tables that are only read, those that run last, and those that stand alone. */
final class PlanAudits {
    private final Plan plan;
    private final Project project;
    private final AuditOrder order;
    private final BatchRunners batches;
    private final StateStore state;
    private final Consumer<? super WorkEvent> events;

    PlanAudits(
            Plan plan,
            Project project,
            AuditOrder order,
            BatchRunners batches,
            StateStore state,
            Consumer<? super WorkEvent> events) {
        this.plan = plan;
        this.project = project;
        this.order = order;
        this.batches = batches;
        this.state = state;
        this.events = events;
    }

    /** The tables that environments show. */
    static Set<TableName> shown(StateStore state) {
        var shown = new HashSet<TableName>();
        state.environments()
                .forEach(environment -> environment.pointers().forEach(pointer -> shown.add(pointer.table())));
        return shown;
    }

    /**
     * Audits the external tables that what is computed reads, however indirectly.
     *
     * @throws WorkFailedException if a blocking audit failed
     */
    void before() {
        IntervalSet range =
                plan.backfill().stream().map(Backfill::intervals).reduce(IntervalSet.EMPTY, IntervalSet::union);
        var failures = new ArrayList<Failure>();
        for (Snapshot snapshot : plan.snapshots().values()) {
            List<AuditCall> calls = snapshot.model().properties().audits();
            boolean judged = snapshot.model().kind() instanceof Kind.External
                    && !calls.isEmpty()
                    && computed(readers(snapshot.name()));
            if (judged) {
                run(snapshot, calls, snapshot.name(), range.hull().orElseThrow(), Audits.Occasion.EXTERNAL, failures);
            }
        }
        if (!failures.isEmpty()) {
            throw new WorkFailedException(new Report(failures, List.of(), List.of(), 0));
        }
    }

    private boolean computed(Set<TableName> models) {
        return plan.backfill().stream().anyMatch(work -> models.contains(work.model()));
    }

    /**
     * Runs the audits that wait until everything is computed, and those that belong to no model, of which none blocks.
     *
     * @param doneBefore what an earlier try has computed
     * @param takeBack told which batches a failed audit makes void
     * @throws WorkFailedException if a blocking audit failed
     */
    void after(Set<DoneBatch> doneBefore, Consumer<List<DoneBatch>> takeBack) {
        var failures = new ArrayList<Failure>();
        new TreeMap<>(order.late())
                .forEach((model, calls) -> runLate(plan.snapshots().get(model), calls, doneBefore, failures));
        if (!failures.isEmpty()) {
            throw failed(failures, doneBefore, takeBack);
        }
        new TreeMap<>(project.standaloneAudits()).values().forEach(this::runAlone);
    }

    private void runLate(Snapshot snapshot, List<AuditCall> calls, Set<DoneBatch> doneBefore, List<Failure> failures) {
        Audits.Occasion occasion = backfill(snapshot.name())
                .map(work -> Audits.Occasion.of(work, Audits.Occasion.COMPUTED))
                .orElse(Audits.Occasion.COMPUTED);
        TableName table = plan.deployability().readFrom(snapshot);
        for (Interval interval : judged(snapshot, doneBefore).intervals()) {
            run(snapshot, calls, table, interval, occasion, failures);
        }
    }

    private void run(
            Snapshot snapshot,
            List<AuditCall> calls,
            TableName table,
            Interval interval,
            Audits.Occasion occasion,
            List<Failure> failures) {
        try {
            batches.audit(snapshot, calls, table, interval, occasion, events);
        } catch (VmshException e) {
            failures.add(new Failure(snapshot.model(), interval, e));
        }
    }

    private Optional<Backfill> backfill(TableName model) {
        return plan.backfill().stream()
                .filter(work -> work.model().equals(model))
                .findFirst();
    }

    /** What of a model's rows no audit that runs last has seen: those of this work, or all if no environment shows them yet. */
    private IntervalSet judged(Snapshot snapshot, Set<DoneBatch> doneBefore) {
        TableName table = plan.deployability().readFrom(snapshot);
        IntervalSet computed =
                backfill(snapshot.name()).map(Backfill::intervals).orElse(IntervalSet.EMPTY);
        if (shown(state).contains(table)) {
            return doneBefore.stream()
                    .filter(batch -> batch.table().equals(table))
                    .map(batch -> IntervalSet.of(batch.interval()))
                    .reduce(computed, IntervalSet::union);
        }
        return computed.union(state.intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY));
    }

    /** Forgets what failed and what was computed from it, so that the next plan computes it again. */
    private WorkFailedException failed(
            List<Failure> failures, Set<DoneBatch> doneBefore, Consumer<List<DoneBatch>> takeBack) {
        var faulty = new TreeSet<TableName>();
        var gone = new TreeSet<TableName>();
        failures.forEach(failure -> faulty.add(failure.model().name()));
        faulty.forEach(model -> gone.addAll(readers(model)));
        gone.removeAll(faulty);
        var voided = new ArrayList<DoneBatch>();
        for (Set<TableName> models : List.of(faulty, gone)) {
            for (TableName model : models) {
                Snapshot snapshot = plan.snapshots().get(model);
                if (!snapshot.model().kind().symbolic()) {
                    judged(snapshot, doneBefore)
                            .intervals()
                            .forEach(interval -> voided.add(
                                    new DoneBatch(plan.deployability().written(snapshot), interval)));
                }
            }
        }
        takeBack.accept(voided);
        List<Backfill> kept = plan.backfill().stream()
                .filter(work -> !faulty.contains(work.model()) && !gone.contains(work.model()))
                .toList();
        return new WorkFailedException(new Report(
                failures,
                List.copyOf(gone),
                kept.stream().map(Backfill::model).toList(),
                kept.stream().mapToInt(work -> work.batches().size()).sum()));
    }

    /** Every model of the plan that reads {@code model}, however indirectly. */
    private Set<TableName> readers(TableName model) {
        var reads = new TreeMap<TableName, List<TableName>>();
        plan.snapshots()
                .forEach((name, snapshot) -> reads.put(
                        name, snapshot.parents().stream().map(SnapshotId::model).toList()));
        return Dag.of(reads).downstream(Set.of(model));
    }

    /** What cannot be asked is told as well: nothing waits for the answer. */
    private void runAlone(Audit audit) {
        String found;
        try {
            Audits.Outcome outcome = batches.audit(audit);
            if (outcome.failures() == 0) {
                return;
            }
            found = "failed on %s: %s".formatted(outcome.rows(), String.join("; ", outcome.sample()));
        } catch (VmshException e) {
            found = "cannot be run: " + e.getMessage();
        }
        events.accept(new WorkEvent.Notice("audit %s (%s) %s".formatted(audit.name(), audit.file(), found)));
    }
}
