package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which batches a plan, a run and a restatement must execute, by rules that know nothing of SQL, hashes or intervals: a model is a
 * {@link ModelSpec}, time is a set of days, and whatever is asked is worked out from the beginning. Slow and, one hopes, obviously right.
 */
final class Rules {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final String ROWS = "*";
    private static final int BATCH = 3;

    /** What a model is made of, all the way up: two of them have the same rows exactly if this is the same. */
    private record Version(String name, String text, List<Version> parents) {}

    /** The table that each version got when it was given one of its own. */
    private final Map<Version, TableName> tables = new HashMap<>();

    /**
     * What there is before.
     *
     * @param specs the models of the environment that a plan is compared with
     * @param base its pointers, by model
     * @param prod prod's, by model
     * @param known the versions recorded so far
     * @param days what is recorded as computed of each table
     */
    record Past(
            Map<String, ModelSpec> specs,
            Map<String, Pointer> base,
            Map<String, Pointer> prod,
            Map<SnapshotId, Snapshot> known,
            Map<TableName, IntervalSet> days) {
        BitSet recorded(TableName table) {
            var recorded = new BitSet();
            IntervalSet have = days.getOrDefault(table, IntervalSet.EMPTY);
            for (int day = 0; day < 400; day++) {
                recorded.set(day, have.contains(START.plus(Duration.ofDays(day))));
            }
            return recorded;
        }
    }

    // ---- plan

    /** @param decided what the plan made of the models: only the names of tables and versions are looked at */
    Map<String, List<Interval>> plan(
            Past past, Map<String, ModelSpec> specs, Map<String, Snapshot> decided, boolean ofProd, int today) {
        var effects = new HashMap<String, Set<String>>();
        var left = new HashMap<String, Integer>();
        var batches = new TreeMap<String, List<Interval>>();
        Map<String, Integer> ends = reached(past, specs, today);
        for (String name : specs.keySet().stream().sorted().toList()) {
            ModelSpec spec = specs.get(name);
            effects.put(name, effect(past, specs, effects, name));
            Snapshot snapshot = decided.get(name);
            boolean stays = stays(past, specs, effects, name, snapshot);
            if (spec.kind() == Kind.EMBEDDED) {
                limit(spec, ends, left);
                continue;
            }
            TableName table = table(past, specs, name, snapshot, stays);
            limit(spec, ends, left);
            if (!ofProd && leftToProd(past, name, snapshot, table, stays)) {
                if (spec.kind() != Kind.SEED) {
                    left.put(name, past.recorded(table).length());
                }
                continue;
            }
            List<Interval> work = spec.kind() == Kind.SEED
                    ? seed(past.recorded(table), today)
                    : batches(spec, missing(spec, past.recorded(table), ends.get(name)));
            if (!work.isEmpty()) {
                batches.put(name, work);
            }
        }
        return batches;
    }

    /** As far as prod has computed it; what prod has not, as far as prod has computed anything; never further than what it reads. */
    private static Map<String, Integer> reached(Past past, Map<String, ModelSpec> specs, int today) {
        var caps = new HashMap<String, Integer>();
        past.prod().forEach((name, pointer) -> {
            if (pointer.storage() != null && !pointer.kind().equals("SEED")) {
                int end = past.recorded(pointer.storage().table()).length();
                if (end > 0) {
                    caps.put(name, end);
                }
            }
        });
        int furthest = caps.values().stream().max(Integer::compare).orElse(today);
        var reached = new HashMap<String, Integer>();
        for (String name : specs.keySet().stream().sorted().toList()) {
            int end = caps.getOrDefault(name, furthest);
            for (String parent : specs.get(name).parents()) {
                boolean timeless = specs.get(parent).kind() == Kind.SEED;
                end = timeless ? end : Math.min(end, reached.get(parent));
            }
            reached.put(name, end);
        }
        return reached;
    }

    /** No further than a table that is left to somebody else, however far away it is read. */
    private static void limit(ModelSpec spec, Map<String, Integer> ends, Map<String, Integer> left) {
        for (String parent : spec.parents()) {
            Integer limit = left.get(parent);
            if (limit != null && limit < ends.get(spec.name())) {
                ends.put(spec.name(), limit);
                left.put(spec.name(), limit);
            }
        }
    }

    /** Whether the rows that the base has are right for the model as it is now, so that it goes on using them. */
    private static boolean stays(
            Past past, Map<String, ModelSpec> specs, Map<String, Set<String>> effects, String name, Snapshot snapshot) {
        Snapshot known = past.known().get(snapshot.id());
        if (known != null) {
            return known.category().keepsTable();
        }
        ModelSpec before = past.specs().get(name);
        ModelSpec after = specs.get(name);
        if (before == null) {
            return false;
        }
        boolean sameColumns = columns(past.specs(), name) == columns(specs, name);
        return text(before).equals(text(after)) && effects.get(name).isEmpty() && sameColumns;
    }

    private TableName table(Past past, Map<String, ModelSpec> specs, String name, Snapshot snapshot, boolean stays) {
        TableName actual = snapshot.storage().table();
        Snapshot known = past.known().get(snapshot.id());
        TableName expected;
        if (known != null) {
            expected = known.storage().table();
        } else if (stays && specs.get(name).kind() != Kind.VIEW) {
            expected = past.base().get(name).storage().table();
        } else {
            Version version = version(specs, name);
            expected = tables.computeIfAbsent(version, key -> {
                assertThat(tables).as("tables of other versions").doesNotContainValue(actual);
                return actual;
            });
        }
        assertThat(actual).as("table of %s", name).isEqualTo(expected);
        return actual;
    }

    /** Another environment does not write the table of prod's own version for it. */
    private static boolean leftToProd(Past past, String name, Snapshot snapshot, TableName table, boolean stays) {
        Pointer prod = past.prod().get(name);
        boolean candidate = prod != null
                && prod.storage() != null
                && !prod.snapshot().equals(snapshot.id())
                && !snapshot.model().kind().keyword().equals("VIEW")
                && stays
                && past.recorded(table).length() > 0;
        if (!candidate) {
            return false;
        }
        List<Ancestor> ancestors = snapshot.ancestors();
        for (int i = ancestors.size() - 1; i >= 0; i--) {
            if (ancestors.get(i).identifier().equals(prod.snapshot().identifier())) {
                return ancestors.get(i).storage().table().equals(table);
            }
            if (!ancestors.get(i).category().keepsTable()) {
                return false;
            }
        }
        return false;
    }

    // ---- what a change does to rows: the columns with other values, or ROWS for rows that come or go

    private static Set<String> effect(
            Past past, Map<String, ModelSpec> specs, Map<String, Set<String>> effects, String name) {
        ModelSpec before = past.specs().get(name);
        ModelSpec after = specs.get(name);
        if (before == null) {
            return Set.of(ROWS);
        }
        var effect = new HashSet<String>();
        if (!text(before).equals(text(after)) && !onlyAdds(before, after)) {
            effect.addAll(edit(before, after));
        }
        effect.addAll(inherited(after, effects));
        boolean bounded = after.kind() != Kind.BY_KEY;
        return effect.contains(ROWS) || (!effect.isEmpty() && !bounded) ? Set.of(ROWS) : effect;
    }

    private static boolean onlyAdds(ModelSpec before, ModelSpec after) {
        boolean sameTint = before.more() == 0 || before.tint() == after.tint();
        return lists(before)
                && lists(after)
                && after.more() > before.more()
                && sameTint
                && text(before.with(before.plus(), before.above(), 0))
                        .equals(text(after.with(after.plus(), after.above(), 0)));
    }

    private static Set<String> edit(ModelSpec before, ModelSpec after) {
        boolean seed = after.kind() == Kind.SEED;
        if (before.kind() != after.kind()
                || !before.parents().equals(after.parents())
                || before.above() != after.above()
                || lists(before) != lists(after)
                || stars(before) != stars(after)
                || (seed && before.more() != after.more())) {
            return Set.of(ROWS);
        }
        var changed = new HashSet<String>();
        if (before.plus() != after.plus()) {
            changed.add("v");
        }
        if (lists(after)) {
            for (int i = 1; i <= Math.max(before.more(), after.more()); i++) {
                boolean there = i <= before.more() && i <= after.more();
                if (!there || before.tint() != after.tint()) {
                    changed.add("x" + i);
                }
            }
        }
        return changed;
    }

    private static Set<String> inherited(ModelSpec spec, Map<String, Set<String>> effects) {
        var changed = new HashSet<String>();
        for (int i = 0; i < spec.parents().size(); i++) {
            Set<String> parent = effects.get(spec.parents().get(i));
            if (parent.contains(ROWS)) {
                return Set.of(ROWS);
            }
            if (stars(spec)) {
                changed.addAll(i == 0 ? parent : Set.of());
            } else if (parent.contains("v")) {
                changed.add("v");
            }
        }
        return changed;
    }

    private static boolean stars(ModelSpec spec) {
        return spec.shape() == ModelSpec.Shape.STAR && !spec.parents().isEmpty();
    }

    private static boolean lists(ModelSpec spec) {
        return !stars(spec) && (spec.kind() == Kind.SEED || spec.shape() != ModelSpec.Shape.GROUPED);
    }

    private static int columns(Map<String, ModelSpec> specs, String name) {
        ModelSpec spec = specs.get(name);
        return stars(spec) ? columns(specs, spec.parents().get(0)) : lists(spec) ? spec.more() : 0;
    }

    private static String text(ModelSpec spec) {
        return spec.kind() + " "
                + (spec.kind() == Kind.SEED
                        ? spec.csv()
                        : spec.query(spec.kind().batched()));
    }

    private static Version version(Map<String, ModelSpec> specs, String name) {
        ModelSpec spec = specs.get(name);
        return new Version(
                name,
                text(spec),
                spec.parents().stream().map(parent -> version(specs, parent)).toList());
    }

    // ---- run

    /** Everything up to today, except what is left to prod. */
    Map<String, List<Interval>> run(Past past, boolean ofProd, int today) {
        var ends = new HashMap<String, Integer>();
        var left = new HashMap<String, Integer>();
        var batches = new TreeMap<String, List<Interval>>();
        for (String name : past.specs().keySet().stream().sorted().toList()) {
            ModelSpec spec = past.specs().get(name);
            ends.put(name, today);
            limit(spec, ends, left);
            if (spec.kind() == Kind.EMBEDDED) {
                continue;
            }
            Pointer pointer = past.base().get(name);
            Pointer prod = past.prod().get(name);
            TableName table = pointer.storage().table();
            boolean prods = !ofProd
                    && prod != null
                    && spec.kind() != Kind.VIEW
                    && !prod.snapshot().equals(pointer.snapshot())
                    && pointer.category().keepsTable()
                    && table.equals(prod.table());
            if (prods) {
                if (spec.kind() != Kind.SEED) {
                    left.put(name, past.recorded(table).length());
                }
                continue;
            }
            List<Interval> work = spec.kind() == Kind.SEED
                    ? seed(past.recorded(table), today)
                    : batches(spec, missing(spec, past.recorded(table), ends.get(name)));
            if (!work.isEmpty()) {
                batches.put(name, work);
            }
        }
        return batches;
    }

    // ---- restatement of prod

    /** The days asked for of the model and of what reads it; of what is only right as a whole, all that there is. */
    Map<String, List<Interval>> restate(Past past, String model, int from, int to, int today) {
        var again = new HashMap<String, int[]>();
        var batches = new TreeMap<String, List<Interval>>();
        for (String name : past.specs().keySet().stream().sorted().toList()) {
            ModelSpec spec = past.specs().get(name);
            boolean asked = name.equals(model) || spec.parents().stream().anyMatch(again::containsKey);
            if (!asked || spec.kind() == Kind.SEED) {
                continue;
            }
            boolean embedded = spec.kind() == Kind.EMBEDDED;
            BitSet have = embedded
                    ? new BitSet()
                    : past.recorded(past.base().get(name).storage().table());
            boolean whole = spec.kind() == Kind.FULL || spec.kind() == Kind.VIEW || spec.kind() == Kind.BY_KEY;
            int first = whole && !have.isEmpty() ? Math.min(have.nextSetBit(0), from) : from;
            int last = whole ? Math.max(today + 1, to) : to;
            for (String parent : spec.parents()) {
                boolean grows = past.specs().get(parent).kind().batched();
                if (grows && again.containsKey(parent)) {
                    first = Math.min(first, again.get(parent)[0]);
                    last = Math.max(last, again.get(parent)[1]);
                }
            }
            again.put(name, new int[] {first, last});
            int end = Math.min(last, have.length());
            if (!embedded && first < end) {
                var days = new BitSet();
                days.set(first, Math.min(end, today));
                batches.put(name, batches(spec, days));
            }
        }
        batches.values().removeIf(List::isEmpty);
        return batches;
    }

    // ---- days

    private static BitSet missing(ModelSpec spec, BitSet have, int end) {
        var missing = new BitSet();
        missing.set(0, Math.max(0, end));
        missing.andNot(have);
        if (missing.isEmpty() || spec.kind() != Kind.LATE) {
            return missing;
        }
        var wanted = (BitSet) missing.clone();
        for (int day = 0; day < end; day++) {
            if (missing.get(day + Kind.LOOKBACK) || day + Kind.LOOKBACK >= end) {
                wanted.set(day);
            }
        }
        return wanted;
    }

    private static List<Interval> seed(BitSet have, int today) {
        return have.isEmpty() ? List.of(days(today - 1, today)) : List.of();
    }

    private static List<Interval> batches(ModelSpec spec, BitSet days) {
        var batches = new ArrayList<Interval>();
        if (days.isEmpty()) {
            return batches;
        }
        if (!spec.kind().batched()) {
            return List.of(days(days.nextSetBit(0), days.length()));
        }
        int from = days.nextSetBit(0);
        while (from >= 0) {
            int end = days.nextClearBit(from);
            end = spec.kind() == Kind.BY_KEY ? end : Math.min(end, from + BATCH);
            batches.add(days(from, end));
            from = days.nextSetBit(end);
        }
        return batches;
    }

    private static Interval days(int from, int to) {
        return new Interval(START.plus(Duration.ofDays(from)), START.plus(Duration.ofDays(to)));
    }

    /** The days before {@code now} that are over. */
    static int today(Instant now) {
        return (int) Duration.between(START, now).toDays();
    }
}
