package dev.vmsh.plan;

import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.Deployability;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.environment.ProdVersions;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.project.LeftOut;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Decision;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Decides what an apply will do; does nothing. The same input gives the same plan: no clock, file, database or console in here. */
public final class Planner {
    private final PlanInput input;
    private final PlanRequest request;
    private final Dag dag;
    private final Map<TableName, Snapshot> snapshots = new LinkedHashMap<>();
    private final Map<TableName, Pointer> basePointers;
    private final ProdVersions inProd;
    private final List<String> notices = new ArrayList<>();

    private Planner(PlanInput input) {
        this.input = input;
        this.request = input.request();
        this.dag = input.project().dag();
        this.basePointers = input.base().map(Environment::byModel).orElse(Map.of());
        this.inProd = ProdVersions.of(input.prod());
        input.decisions().forEach((name, decision) -> snapshots.put(name, decision.snapshot()));
    }

    /**
     * @throws UsageException if the request contradicts itself or the environment; nothing was done
     */
    public static Plan plan(PlanInput input) {
        return new Planner(input).plan();
    }

    private Plan plan() {
        Instant now = input.executionTime();
        Calendar calendar = Calendar.of(input.project().models(), dag, now);
        List<Change> changes = changes();
        noticeLeftOut(changes);
        boolean undecided = changes.stream().anyMatch(Change::undecided);
        notices.addAll(new ColumnGuard(request.selection(), input.project()).check(changes));
        Range range = Range.of(input, calendar, changes, effectiveFrom(now));
        Map<TableName, Snapshot> effective = withEffectiveFrom(changes, effectiveFrom(now));
        // Until every category is known there are no tables to speak of: the plan can be shown, not applied.
        Deployability deployability =
                request.isProd() || undecided ? Deployability.PROD : deployability(effective, calendar, range);
        Set<TableName> shown = undecided ? Set.of() : promoted(changes);
        Work work = undecided
                ? Work.NONE
                : new WorkFinder(input, effective, inProd, calendar, range, deployability, changes, shown, notices)
                        .find();
        Environment next = undecided ? null : next(shown, effective, deployability, work.migrate(), now);
        if (next != null) {
            new GapGuard(input, calendar, effective, work.backfill()).check(next);
        }
        ViewChanges views = undecided ? ViewChanges.NONE : ViewChanges.between(input.replaced(), next);
        var fresh = new HashSet<SnapshotId>();
        effective.values().forEach(s -> {
            if (!input.recorded().contains(s.id())) {
                fresh.add(s.id());
            }
        });
        return new Plan(
                request,
                input.planId(),
                input.target().map(Environment::planId).orElse(null),
                input.base(),
                input.target().isEmpty(),
                range.start(),
                range.end(),
                now,
                changes,
                effective,
                fresh,
                deployability,
                work.restated(),
                work.backfill(),
                work.create(),
                work.migrate(),
                views,
                next,
                statementsChanged(),
                notices);
    }

    /** A model whose file is there but was not read looks like one whose file is gone. */
    private void noticeLeftOut(List<Change> changes) {
        if (input.asRecorded()) {
            return;
        }
        LeftOut leftOut = input.project().leftOut();
        if (!leftOut.notes().isEmpty()) {
            notices.add("left out, as they need Python:\n  " + String.join("\n  ", leftOut.notes()));
        }
        changes.stream()
                .filter(change ->
                        change.type() == ChangeType.REMOVED && leftOut.models().contains(change.model()))
                .forEach(change -> notices.add(
                        "%s is removed from %s only because it is left out; to keep it: --select-model with the models to change"
                                .formatted(change.model(), request.environment())));
    }

    private Deployability deployability(Map<TableName, Snapshot> decided, Calendar calendar, Range range) {
        if (input.asRecorded()) {
            List<TableName> left = named(decided, snapshot -> inProd.writesFor(snapshot) || borrows(snapshot));
            left.stream().filter(name -> !inProd.shows(decided.get(name))).forEach(this::noticeLeft);
            return Deployability.of(input.target().orElseThrow()).leaving(left);
        }
        Deployability found = Deployability.of(
                dag, decided, inProd, snapshot -> leavesGap(snapshot, calendar, range), table -> !intervals(table)
                        .isEmpty());
        return found.leaving(named(decided, this::goesOnWithAnothersTable));
    }

    private static List<TableName> named(Map<TableName, Snapshot> decided, Predicate<Snapshot> which) {
        return decided.values().stream().filter(which).map(Snapshot::name).toList();
    }

    private void noticeLeft(TableName model) {
        notices.add(
                "%s is not run: its table is another version's, and prod has left it; 'plan %s' brings it up to date"
                        .formatted(model, request.environment().typed()));
    }

    /** Whether the environment was planned on a table of prod's that prod does not use for this version. */
    private boolean borrows(Snapshot snapshot) {
        Pointer pointer = basePointers.get(snapshot.name());
        return pointer != null && pointer.borrowed() && !inProd.uses(snapshot);
    }

    /** Whether the base shows the same version in a table that prod has changed since for others. */
    private boolean goesOnWithAnothersTable(Snapshot snapshot) {
        Pointer pointer = basePointers.get(snapshot.name());
        return pointer != null
                && pointer.snapshot().equals(snapshot.id())
                && snapshot.storage().table().equals(pointer.table())
                && inProd.overtook(snapshot, pointer.table());
    }

    // ---- what differs

    private List<Change> changes() {
        var changes = new ArrayList<Change>();
        for (Map.Entry<TableName, Decision> entry : input.decisions().entrySet()) {
            TableName name = entry.getKey();
            Decision decision = entry.getValue();
            Snapshot after = decision.snapshot();
            Pointer before = basePointers.get(name);
            if (before == null) {
                changes.add(change(ChangeType.ADDED, decision, null));
            } else if (!before.snapshot().equals(after.id())) {
                changes.add(change(
                        ChangeType.between(before.fingerprint(), after.fingerprint()),
                        decision,
                        input.before().get(name)));
            }
        }
        basePointers.keySet().stream()
                .filter(name -> !snapshots.containsKey(name))
                .sorted()
                .forEach(name -> changes.add(removed(name)));
        return changes;
    }

    /** Without the model its readers would go on reading whatever else is there under its name. */
    private Change removed(TableName name) {
        boolean external = basePointers.get(name).kind().equals("EXTERNAL");
        List<String> readers = snapshots.values().stream()
                .map(Snapshot::model)
                .filter(model -> model.facts().dependencies().contains(name))
                .map(model -> "%s (%s:%d)".formatted(model.name(), model.file(), model.line()))
                .toList();
        if (!external && !readers.isEmpty()) {
            throw new VmshException(
                    "%s is removed but still read by %s".formatted(name, String.join(", ", readers)),
                    "Change what reads it too, or bring it back");
        }
        return new Change(name, ChangeType.REMOVED, null, List.of("removed"), List.of(), null, null);
    }

    private static Change change(ChangeType type, Decision decision, Snapshot before) {
        Snapshot after = decision.snapshot();
        return new Change(after.name(), type, after.category(), decision.reasons(), decision.causes(), before, after);
    }

    private boolean statementsChanged() {
        return input.target()
                .map(target -> !target.beforeAll()
                                .equals(input.project().config().beforeAll())
                        || !target.afterAll().equals(input.project().config().afterAll()))
                .orElse(false);
    }

    // ---- effective date

    private Instant effectiveFrom(Instant now) {
        if (request.effectiveFrom() == null) {
            return null;
        }
        if (!request.rules().forwardOnly()) {
            throw new UsageException(
                    "an effective date only makes sense for a forward-only plan", "Add --forward-only");
        }
        Instant from = TimeExpression.parse(request.effectiveFrom()).asStart(now);
        if (from.isAfter(now)) {
            throw new UsageException("the effective date lies in the future", "Give one up to today");
        }
        return from;
    }

    private Map<TableName, Snapshot> withEffectiveFrom(List<Change> changes, Instant from) {
        if (from == null) {
            return snapshots;
        }
        var changed = new HashSet<TableName>();
        changes.forEach(change -> changed.add(change.model()));
        var result = new LinkedHashMap<TableName, Snapshot>();
        snapshots.forEach((name, snapshot) -> {
            Kind kind = snapshot.model().kind();
            boolean applies = changed.contains(name)
                    && snapshot.forwardOnly()
                    && !kind.disableRestatement()
                    && !kind.fullHistoryOnly();
            result.put(name, applies ? snapshot.effective(from) : snapshot);
        });
        return result;
    }

    private boolean leavesGap(Snapshot snapshot, Calendar calendar, Range range) {
        Instant start = request.start() == null ? null : range.start();
        Kind kind = snapshot.model().kind();
        if (start == null || kind.symbolic() || kind instanceof Kind.Seed) {
            return false;
        }
        TableName name = snapshot.name();
        IntervalSet have = intervals(snapshot.storage().table());
        Instant from = calendar.unit(name).floor(start);
        Instant first = calendar.start(name);
        if (have.intervals().isEmpty()) {
            return first.isBefore(from);
        }
        IntervalSet gaps = first.isBefore(input.executionTime())
                ? IntervalSet.between(first, input.executionTime()).minus(have)
                : IntervalSet.EMPTY;
        return gaps.hull().map(gap -> gap.start().isBefore(from)).orElse(false);
    }

    // ---- the environment to be

    private Environment next(
            Set<TableName> promoted,
            Map<TableName, Snapshot> decided,
            Deployability deployability,
            List<Snapshot> changing,
            Instant now) {
        var pointers = new ArrayList<Pointer>();
        for (Snapshot snapshot : decided.values()) {
            TableName name = snapshot.name();
            boolean embedded = snapshot.model().kind() instanceof Kind.Embedded;
            boolean viewed = promoted.contains(name) && !snapshot.model().kind().symbolic();
            pointers.add(new Pointer(
                    snapshot.id(),
                    snapshot.fingerprint(),
                    snapshot.category(),
                    snapshot.forwardOnly(),
                    snapshot.model().kind().keyword(),
                    embedded ? null : snapshot.storage(),
                    embedded ? null : deployability.readFrom(snapshot),
                    viewed ? input.viewNaming().view(snapshot.model(), request.environment()) : null,
                    !deployability.representative(name),
                    borrowed(snapshot, deployability)));
        }
        pointers.sort((a, b) -> a.model().compareTo(b.model()));
        return new Environment(
                request.environment(),
                input.planId(),
                input.target().map(Environment::planId).orElse(null),
                createdFrom(),
                input.target().map(Environment::createdAt).orElse(now),
                null,
                expiry(now),
                pointers,
                input.project().config().beforeAll(),
                input.project().config().afterAll(),
                false,
                request.isProd() ? changed(changing, decided.values()) : ChangedTables.NONE);
    }

    private ChangedTables changed(List<Snapshot> changing, Collection<Snapshot> shown) {
        return input.target()
                .map(Environment::changed)
                .orElse(ChangedTables.NONE)
                .changedFor(changing, basePointers.values())
                .shownFor(shown);
    }

    private boolean borrowed(Snapshot snapshot, Deployability deployability) {
        return !request.isProd()
                && snapshot.model().kind().materialised()
                && deployability.representative(snapshot.name())
                && !deployability.deployable(snapshot.name())
                && !inProd.uses(snapshot);
    }

    private EnvironmentName createdFrom() {
        return input.target().isPresent()
                ? input.target().get().createdFrom()
                : input.base().map(Environment::name).orElse(null);
    }

    private Set<TableName> promoted(List<Change> changes) {
        boolean all = request.includeUnmodified() == null
                ? input.project().config().plan().includeUnmodified()
                : request.includeUnmodified();
        boolean backfillNamed = !request.selection().backfill().isEmpty();
        boolean some = !request.selection().models().isEmpty() || backfillNamed;
        if (request.isProd() || (all && !some)) {
            return snapshots.keySet();
        }
        var promoted = new HashSet<TableName>();
        input.target().ifPresent(target -> target.pointers().forEach(p -> {
            if (p.view() != null) {
                promoted.add(p.model());
            }
        }));
        if (all) {
            // Unmodified models cost a view; a modified one that was not asked for has no rows to show.
            snapshots.keySet().stream()
                    .filter(name -> basePointers.containsKey(name)
                            && basePointers
                                    .get(name)
                                    .snapshot()
                                    .equals(snapshots.get(name).id()))
                    .forEach(promoted::add);
        }
        for (Change change : changes) {
            boolean wanted =
                    input.backfillOnly() == null || input.backfillOnly().contains(change.model());
            if (wanted || keepsRows(change)) {
                promoted.add(change.model());
            }
        }
        return promoted;
    }

    /** Whether a changed model goes on with the rows that the plan's base has of it. */
    private boolean keepsRows(Change change) {
        Pointer before = basePointers.get(change.model());
        return before != null
                && before.storage() != null
                && change.category() != null
                && change.category().keepsTable()
                && before.storage().table().equals(change.after().storage().table());
    }

    private Instant expiry(Instant now) {
        String ttl =
                request.ttl() != null ? request.ttl() : input.project().config().environmentTtl();
        boolean pinned = input.project()
                .config()
                .pinnedEnvironments()
                .contains(request.environment().identifier());
        if (request.isProd() || pinned || ttl == null) {
            return null;
        }
        return TimeExpression.parse(ttl).asExpiry(now);
    }

    private IntervalSet intervals(TableName table) {
        return Optional.ofNullable(input.intervals().get(table)).orElse(IntervalSet.EMPTY);
    }

    /** What there is to compute. */
    record Work(
            List<Backfill> backfill, List<Snapshot> create, List<Snapshot> migrate, Map<TableName, Interval> restated) {
        static final Work NONE = new Work(List.of(), List.of(), List.of(), Map.of());
    }
}
