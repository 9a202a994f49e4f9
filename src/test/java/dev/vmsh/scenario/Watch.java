package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.scenario.Effects.Stamped;
import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.scenario.Rules.Asked;
import dev.vmsh.scenario.Rules.Past;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.WorkEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what vmsh does against the rules, the ledger and the oracle. */
final class Watch {
    private final Site site;
    private final Oracle oracle;
    private final boolean inPlace;
    private final Rules rules = new Rules();
    private final Ledger ledger = new Ledger();
    /** What was computed of each table since it was made or made void. */
    private final Map<TableName, IntervalSet> computed = new HashMap<>();

    /** @param inPlace whether tables may hold rows that older versions of their models made */
    Watch(Site site, Oracle oracle, boolean inPlace) {
        this.site = site;
        this.oracle = oracle;
        this.inPlace = inPlace;
    }

    // ---- what is planned

    /** What is planned is what the rules say. */
    void predicted(Plan plan, Map<String, ModelSpec> before, Map<String, ModelSpec> specs, Asked asked) {
        Optional<Environment> target = site.live(plan.environment());
        Optional<Environment> base = target.or(() -> site.environment(EnvironmentName.PROD));
        var decided = new HashMap<String, Snapshot>();
        plan.snapshots().forEach((model, snapshot) -> decided.put(model.name(), snapshot));
        Past past = past(plan, base.isPresent() ? before : Map.of(), base, target);
        assertThat(listed(plan))
                .as("batches of a plan")
                .isEqualTo(rules.plan(past, new Stamped(specs, stamps(decided)), decided, asked));
    }

    void predictedRun(Plan plan, Map<String, ModelSpec> specs) {
        Optional<Environment> target = site.environment(plan.environment());
        Past past = past(plan, specs, target, target);
        assertThat(listed(plan))
                .as("batches of a run")
                .isEqualTo(rules.run(past, plan.environment().isProd(), site.today()));
    }

    void predictedRestatement(Plan plan, Map<String, ModelSpec> specs, String model, int from, int to) {
        Optional<Environment> target = site.environment(plan.environment());
        Past past = past(plan, specs, target, target);
        assertThat(listed(plan))
                .as("batches of a restatement")
                .isEqualTo(rules.restate(past, plan.environment().isProd(), model, from, to, site.today()));
    }

    private Past past(
            Plan plan, Map<String, ModelSpec> specs, Optional<Environment> base, Optional<Environment> target) {
        Optional<Environment> prod = site.environment(EnvironmentName.PROD);
        var tables = new HashSet<TableName>();
        var ids = new HashSet<SnapshotId>();
        Stream.of(base, prod)
                .flatMap(Optional::stream)
                .flatMap(found -> found.pointers().stream())
                .forEach(pointer -> {
                    ids.add(pointer.snapshot());
                    if (pointer.storage() != null) {
                        tables.add(pointer.storage().table());
                        tables.add(pointer.storage().devTable());
                    }
                });
        plan.snapshots().values().forEach(snapshot -> {
            ids.add(snapshot.id());
            tables.add(snapshot.storage().table());
            tables.add(snapshot.storage().devTable());
        });
        Map<SnapshotId, Snapshot> recorded = site.state().snapshots(ids);
        Map<String, Pointer> pointers = Site.pointers(base);
        var snapshots = new HashMap<String, Snapshot>();
        pointers.forEach((name, pointer) -> snapshots.put(name, recorded.get(pointer.snapshot())));
        return new Past(
                new Stamped(specs, stamps(snapshots)),
                pointers,
                Site.pointers(target),
                Site.pointers(prod),
                recorded,
                site.state().intervals(tables),
                changed());
    }

    private ChangedTables changed() {
        return site.environment(EnvironmentName.PROD).map(Environment::changed).orElse(ChangedTables.NONE);
    }

    private static Map<String, String> stamps(Map<String, Snapshot> snapshots) {
        var stamps = new HashMap<String, String>();
        snapshots.forEach((name, snapshot) -> {
            String stamp = snapshot.model().properties().stamp();
            if (stamp != null) {
                stamps.put(name, stamp);
            }
        });
        return stamps;
    }

    /** Whether a model that grows would move to a table that lacks days which the one it has now has, or from which later ones were made. */
    boolean leavesHoles(Plan plan) {
        Map<String, Pointer> before = Site.pointers(site.live(plan.environment()));
        return plan.next().pointers().stream().anyMatch(after -> {
            Pointer was = before.get(after.model().name());
            if (was == null || !grows(was) || !grows(after) || was.table().equals(after.table())) {
                return false;
            }
            int end = Days.of(site.intervals(was.table())).length();
            return Days.of(site.intervals(after.table())).nextClearBit(0) < end;
        });
    }

    private static boolean grows(Pointer pointer) {
        return pointer.table() != null && pointer.incremental();
    }

    private static Map<String, List<Interval>> listed(Plan plan) {
        var listed = new TreeMap<String, List<Interval>>();
        plan.backfill().forEach(backfill -> listed.put(backfill.model().name(), backfill.batches()));
        return sorted(listed);
    }

    /** Batches of one model may be computed side by side, in any order. */
    private static Map<String, List<Interval>> sorted(Map<String, List<Interval>> batches) {
        var sorted = new TreeMap<String, List<Interval>>();
        batches.forEach((model, all) -> sorted.put(
                model,
                all.stream().sorted(Comparator.comparing(Interval::start)).toList()));
        return sorted;
    }

    static Map<TableName, List<Interval>> batchesByTable(Plan plan) {
        var batches = new TreeMap<TableName, List<Interval>>();
        plan.backfill().forEach(backfill -> batches.put(backfill.table(), backfill.batches()));
        return batches;
    }

    // ---- what is executed

    /** Does {@code work}, which must execute what is listed and nothing else. */
    void executed(Plan plan, Map<String, ModelSpec> specs, Consumer<Consumer<WorkEvent>> work) {
        var done = new TreeMap<String, List<Interval>>();
        plan.create().stream()
                .filter(snapshot -> snapshot.model().kind().keyword().equals("VIEW"))
                .forEach(snapshot ->
                        ledger.view(plan, specs, snapshot, plan.deployability().readFrom(snapshot)));
        work.accept(event -> computed(plan, specs, event, done));
        assertThat(sorted(done)).as("executed").isEqualTo(listed(plan));
    }

    /** Notes what is computed, and that it was not before. */
    synchronized void computed(
            Plan plan, Map<String, ModelSpec> specs, WorkEvent event, Map<String, List<Interval>> done) {
        if (event instanceof WorkEvent.Stage stage && stage.name().equals("migrate")) {
            plan.migrate().forEach(snapshot -> altered(plan, specs, snapshot));
        }
        if (event instanceof WorkEvent.BatchFinished batch) {
            done.computeIfAbsent(batch.model().name(), key -> new ArrayList<>()).add(batch.interval());
            Backfill backfill = plan.backfill().stream()
                    .filter(each -> each.model().equals(batch.model()))
                    .findFirst()
                    .orElseThrow();
            TableName table = backfill.table();
            IntervalSet before =
                    again(plan, backfill) ? IntervalSet.EMPTY : computed.getOrDefault(table, IntervalSet.EMPTY);
            IntervalSet now = IntervalSet.of(batch.interval());
            boolean atOnce = backfill.type() != Backfill.Type.INTERVALS;
            assertThat(
                            atOnce
                                    ? before.covers(batch.interval())
                                    : !before.intersect(now).isEmpty())
                    .as("%s of %s computed twice", now, table)
                    .isFalse();
            computed.put(table, before.union(now));
            IntervalSet left = plan.restated().containsKey(batch.model())
                    ? backfill.recorded().minus(backfill.intervals())
                    : backfill.recorded();
            ledger.done(
                    plan,
                    specs,
                    backfill,
                    Days.number(batch.interval().start()),
                    Days.number(batch.interval().end()),
                    batch.index() == 1 && left.isEmpty());
        }
    }

    /** What a plan that stopped has added to a table stays there when the version comes back that prod has all the time. */
    private void altered(Plan plan, Map<String, ModelSpec> specs, Snapshot snapshot) {
        TableName table = snapshot.storage().table();
        int wanted = new Stamped(specs, Map.of()).columns(snapshot.name().name());
        boolean comesBack = plan.base()
                .flatMap(base -> base.pointer(snapshot.name()))
                .filter(pointer -> pointer.snapshot().equals(snapshot.id()))
                .isPresent();
        int most = comesBack ? Math.max(wanted, ledger.columns(table).orElse(wanted)) : wanted;
        ledger.altered(table, most);
    }

    /** Days that look back, and those from which a change counts, are meant to be made once more. */
    private static boolean again(Plan plan, Backfill backfill) {
        Snapshot snapshot = plan.snapshots().get(backfill.model());
        return snapshot.model().kind().lookback() > 0 || snapshot.effectiveFrom() != null;
    }

    /** What reads a restated model may be void now, in every environment. */
    void forget() {
        computed.clear();
    }

    void dropped(Set<String> tables) {
        computed.keySet().removeIf(table -> tables.contains(table.toString()));
        ledger.dropped(tables);
    }

    // ---- what is complete

    /**
     * Whether a seed that was never loaded has another file now: only its newer version can be loaded.
     *
     * @param selected a model whose newer version is planned; null for none
     */
    boolean seedIsGone(
            EnvironmentName name, Map<String, ModelSpec> specs, Map<String, ModelSpec> files, String selected) {
        return site.environment(name).orElseThrow().pointers().stream()
                .filter(pointer -> pointer.kind().equals("SEED")
                        && site.intervals(pointer.table()).isEmpty())
                .map(pointer -> pointer.model().name())
                .filter(seed -> !seed.equals(selected))
                .anyMatch(seed -> !specs.get(seed).equals(files.get(seed)));
    }

    void completeAfterRun(EnvironmentName name) {
        Map<TableName, Pointer> prod =
                site.environment(EnvironmentName.PROD).map(Environment::byModel).orElse(Map.of());
        boolean leftToProd = false;
        for (Pointer pointer : site.environment(name).orElseThrow().pointers()) {
            // What prod shows for another version is for prod to run, and nothing that reads it goes further.
            Pointer prods = prod.get(pointer.model());
            leftToProd |= pointer.category().keepsTable()
                    || (prods != null
                            && !prods.snapshot().equals(pointer.snapshot())
                            && Objects.equals(prods.table(), pointer.table()))
                    || (batched(pointer) && !pointer.preview() && anothers(pointer));
            BitSet have = batched(pointer) ? Days.of(site.intervals(pointer.table())) : new BitSet();
            if (pointer.preview() && !have.isEmpty() && !leftToProd) {
                assertThat(have.length())
                        .as("the preview %s of %s goes on", pointer.model(), name)
                        .isEqualTo(site.today());
            } else if (batched(pointer) && !pointer.preview() && !leftToProd) {
                assertThat(have.nextClearBit(0))
                        .as("%s of %s is complete after a run", pointer.model(), name)
                        .isGreaterThanOrEqualTo(site.today());
            }
        }
    }

    private boolean anothers(Pointer pointer) {
        ChangedTables.Versions known = changed().versions().get(pointer.table());
        return known != null
                && !known.since().contains(pointer.fingerprint().tableVersion().text());
    }

    /**
     * After a plan an environment has, of each model, all that prod has of it, or as much as what it reads has: another environment may have
     * gone on with a table that prod shares, and not with those that prod alone reads.
     */
    void complete(EnvironmentName name, Map<String, ModelSpec> specs) {
        Map<TableName, Pointer> prod =
                site.environment(EnvironmentName.PROD).map(Environment::byModel).orElse(Map.of());
        Map<String, Integer> readable = readable(name, specs);
        for (Pointer pointer : site.environment(name).orElseThrow().pointers()) {
            Pointer other = prod.get(pointer.model());
            if (pointer.view() == null || !batched(pointer) || pointer.preview()) {
                continue;
            }
            int end = other != null && batched(other)
                    ? Math.min(
                            Days.of(site.intervals(other.table())).length(),
                            readable.get(pointer.model().name()))
                    : 1;
            assertThat(Days.of(site.intervals(pointer.table())).nextClearBit(0))
                    .as("%s of %s is as complete as prod's", pointer.model(), name)
                    .isGreaterThanOrEqualTo(end);
        }
    }

    /** How far what each model reads, however far away, has been computed in an environment. */
    private Map<String, Integer> readable(EnvironmentName name, Map<String, ModelSpec> specs) {
        Map<String, Pointer> pointers = Site.pointers(site.environment(name));
        var readable = new HashMap<String, Integer>();
        for (ModelSpec spec : new TreeMap<>(specs).values()) {
            int end = Integer.MAX_VALUE;
            for (String parent : spec.parents()) {
                Pointer pointer = pointers.get(parent);
                int own = batched(pointer)
                        ? Days.of(site.intervals(pointer.table())).length()
                        : Integer.MAX_VALUE;
                end = Math.min(end, Math.min(own, readable.get(parent)));
            }
            readable.put(spec.name(), end);
        }
        return readable;
    }

    private static boolean batched(Pointer pointer) {
        return pointer.storage() != null && !pointer.kind().equals("SEED");
    }

    // ---- what is there

    /** Every environment shows what the ledger and the oracle know. */
    void check(Map<EnvironmentName, Map<String, ModelSpec>> models) {
        for (Map.Entry<EnvironmentName, Map<String, ModelSpec>> entry : models.entrySet()) {
            check(site.environment(entry.getKey()).orElseThrow(), entry.getValue());
        }
    }

    private void check(Environment environment, Map<String, ModelSpec> specs) {
        Map<String, List<String>> expected = oracle.rows(specs);
        assertThat(environment.pointers().stream().map(p -> p.model().name()).toList())
                .containsExactlyInAnyOrderElementsOf(specs.keySet());
        List<Pointer> viewed = environment.pointers().stream()
                .filter(pointer -> pointer.view() != null)
                .toList();
        assertThat(site.views(environment.name()))
                .as("views of %s", environment.name())
                .isEqualTo(viewed.stream().map(Pointer::view).collect(Collectors.toSet()));
        Map<TableName, List<String>> lines =
                site.lines(viewed.stream().map(Pointer::view).toList());
        for (Pointer pointer : viewed) {
            ModelSpec spec = specs.get(pointer.model().name());
            String what = environment.name() + " " + pointer.model() + " in " + pointer.table();
            check(what, pointer, spec, lines.get(pointer.view()), expected.get(spec.name()));
        }
    }

    private void check(String what, Pointer pointer, ModelSpec spec, List<String> actual, List<String> expected) {
        String columns =
                inPlace ? ledger.columns(pointer.table()).map(Watch::columns).orElse(expected.get(0)) : expected.get(0);
        assertThat(actual.get(0)).as("columns of %s", what).isEqualTo(columns);
        List<String> rows = actual.subList(1, actual.size());
        IntervalSet have = site.intervals(pointer.table());
        if (have.isEmpty() && spec.kind() == Kind.VIEW) {
            return; // it was made over tables that have nothing yet
        }
        assertThat(rows)
                .as("rows of %s by the ledger", what)
                .isEqualTo(ledger.rows(pointer.table()).stream()
                        .map(Row::line)
                        .sorted()
                        .toList());
        if (inPlace) {
            return;
        }
        boolean whole = spec.kind() == Kind.SEED && !have.isEmpty();
        assertThat(within(rows, have, whole))
                .as("rows of %s", what)
                .isEqualTo(within(expected.subList(1, expected.size()), have, whole));
        if (spec.kind().byTime() && !rows.isEmpty()) {
            assertThat(expected).as("rows of %s beyond what is recorded", what).containsAll(rows);
        }
    }

    private static String columns(int further) {
        var names = new StringBuilder("ds,id,v");
        for (int i = 1; i <= further; i++) {
            names.append(",x").append(i);
        }
        return names.toString();
    }

    private static List<String> within(List<String> rows, IntervalSet days, boolean whole) {
        return rows.stream()
                .filter(row -> whole || days.contains(Instant.parse(row.substring(0, 10) + "T00:00:00Z")))
                .toList();
    }
}
