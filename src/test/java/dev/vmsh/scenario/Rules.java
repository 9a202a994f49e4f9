package dev.vmsh.scenario;

import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.scenario.Effects.Stamped;
import dev.vmsh.scenario.Effects.Version;
import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which batches a plan, a run and a restatement must execute, by rules that know nothing of SQL, hashes or intervals: a model is a
 * {@link ModelSpec}, time is a set of days, and whatever is asked is worked out from the beginning. Slow and, one hopes, obviously right.
 */
final class Rules {
    private static final int BATCH = 3;

    /** The table that each version got when it was given one of its own. */
    private final Map<Version, TableName> tables = new HashMap<>();

    /**
     * What there is before.
     *
     * @param models the models of the environment that a plan is compared with
     * @param base its pointers, by model
     * @param target those of the environment itself; empty if it is not there yet
     * @param prod prod's
     * @param known the versions recorded so far
     * @param days what is recorded as computed of each table
     * @param changed the tables that prod has changed in place
     */
    record Past(
            Stamped models,
            Map<String, Pointer> base,
            Map<String, Pointer> target,
            Map<String, Pointer> prod,
            Map<SnapshotId, Snapshot> known,
            Map<TableName, IntervalSet> days,
            ChangedTables changed) {
        BitSet recorded(TableName table) {
            return Days.of(days.getOrDefault(table, IntervalSet.EMPTY));
        }

        /** Whether prod shows the same rows in the same table. */
        boolean inProd(Pointer pointer) {
            Pointer there = prod.get(pointer.model().name());
            return there != null
                    && there.storage() != null
                    && there.storage().table().equals(pointer.storage().table())
                    && there.fingerprint()
                            .tableVersion()
                            .equals(pointer.fingerprint().tableVersion());
        }

        /** Whether prod has changed the table of {@code pointer} in place for other versions. */
        boolean anothers(Pointer pointer) {
            ChangedTables.Versions known =
                    changed.versions().get(pointer.storage().table());
            return known != null
                    && !known.since()
                            .contains(pointer.fingerprint().tableVersion().text());
        }

        /** How far prod has computed each of its models that are computed by days. */
        Map<String, Integer> reachedByProd() {
            var reached = new HashMap<String, Integer>();
            prod.forEach((name, pointer) -> {
                if (pointer.storage() != null && !pointer.kind().equals("SEED")) {
                    int end = recorded(pointer.storage().table()).length();
                    if (end > 0) {
                        reached.put(name, end);
                    }
                }
            });
            return reached;
        }
    }

    /**
     * What is asked besides the files.
     *
     * @param today how many days are over
     * @param start the first day that it is about; -1 for none
     * @param end the day after the last one; -1 for none
     * @param only the models named for computing; null for all
     * @param effectiveFrom the day from which a forward-only change counts for prod; -1 for none
     */
    record Asked(
            boolean ofProd, int today, int start, int end, Set<String> only, boolean forwardOnly, int effectiveFrom) {
        Asked(boolean ofProd, int today) {
            this(ofProd, today, -1, -1, null, false, -1);
        }
    }

    /** @param decided what the plan made of the models: only the names of tables and versions are looked at */
    Map<String, List<Interval>> plan(Past past, Stamped models, Map<String, Snapshot> decided, Asked asked) {
        return new PlanRules(past, models, decided, asked, tables).batches();
    }

    /**
     * As far as prod has computed it; what prod has not, as far as prod has computed anything; never further than what it reads has got in
     * prod, or in the environment.
     *
     * @param stays whether the environment goes on to show what it has of a model
     */
    static Map<String, Integer> reached(Past past, Map<String, ModelSpec> specs, int today, Predicate<Pointer> stays) {
        Map<String, Integer> caps = past.reachedByProd();
        int furthest = caps.values().stream().max(Integer::compare).orElse(today);
        var reached = new HashMap<String, Integer>();
        for (String name : specs.keySet().stream().sorted().toList()) {
            int end = caps.getOrDefault(name, furthest);
            for (String parent : specs.get(name).parents()) {
                boolean timeless = specs.get(parent).kind() == Kind.SEED;
                Pointer shown = past.target().get(parent);
                int own = shown != null
                                && shown.storage() != null
                                && shown.storage().table().equals(shown.table())
                                && stays.test(shown)
                        ? past.recorded(shown.table()).length()
                        : 0;
                end = timeless ? end : Math.min(end, Math.max(own, reached.get(parent)));
            }
            reached.put(name, end);
        }
        return reached;
    }

    /** No further than a table that is left to somebody else, however far away it is read. */
    static void limit(ModelSpec spec, Map<String, Integer> ends, Map<String, Integer> left) {
        for (String parent : spec.parents()) {
            Integer limit = left.get(parent);
            if (limit != null && limit < ends.get(spec.name())) {
                ends.put(spec.name(), limit);
                left.put(spec.name(), limit);
            }
        }
    }

    // ---- run

    /** Everything up to today, except what is left to prod; of a preview only what comes after what it has. */
    Map<String, List<Interval>> run(Past past, boolean ofProd, int today) {
        var ends = new HashMap<String, Integer>();
        var left = new HashMap<String, Integer>();
        var batches = new TreeMap<String, List<Interval>>();
        Map<String, ModelSpec> specs = past.models().specs();
        for (String name : specs.keySet().stream().sorted().toList()) {
            ModelSpec spec = specs.get(name);
            ends.put(name, today);
            limit(spec, ends, left);
            if (spec.kind() == Kind.EMBEDDED) {
                continue;
            }
            Pointer pointer = past.base().get(name);
            BitSet have = past.recorded(pointer.table());
            if (!ofProd && leftToProd(past, spec, pointer)) {
                if (spec.kind() != Kind.SEED) {
                    left.put(name, have.length());
                }
                continue;
            }
            int from = !pointer.preview() ? 0 : have.isEmpty() ? today : have.nextSetBit(0);
            List<Interval> work = spec.kind() == Kind.SEED
                    ? seed(have, today)
                    : batches(spec, missing(spec, have, from, ends.get(name)));
            if (!work.isEmpty()) {
                batches.put(name, work);
            }
        }
        return batches;
    }

    /** Prod's own table, shown for another version: one that changes nothing about its rows, or that prod has changed in place since. */
    private static boolean leftToProd(Past past, ModelSpec spec, Pointer pointer) {
        Pointer prod = past.prod().get(spec.name());
        if (!spec.kind().stored() || pointer.preview()) {
            return false;
        }
        if (pointer.borrowed() && !past.inProd(pointer)) {
            return true;
        }
        boolean shared = prod != null && pointer.storage().table().equals(prod.table());
        return shared ? !prod.snapshot().equals(pointer.snapshot()) : past.anothers(pointer);
    }

    // ---- restatement

    /** The days asked for of the model and of what reads it; of what is only right as a whole, all that there is. */
    Map<String, List<Interval>> restate(Past past, boolean ofProd, String model, int from, int to, int today) {
        var again = new HashMap<String, int[]>();
        var batches = new TreeMap<String, List<Interval>>();
        var begun = new HashMap<String, Integer>();
        var ended = new HashMap<String, Integer>();
        Map<String, ModelSpec> specs = past.models().specs();
        Map<String, Integer> reached = reached(past, specs, today, pointer -> true);
        for (String name : specs.keySet().stream().sorted().toList()) {
            ModelSpec spec = specs.get(name);
            boolean asked = name.equals(model) || spec.parents().stream().anyMatch(again::containsKey);
            Pointer pointer = past.base().get(name);
            if (!asked || !mayRestate(past, ofProd, spec, pointer)) {
                continue;
            }
            boolean embedded = spec.kind() == Kind.EMBEDDED;
            BitSet have = embedded ? new BitSet() : past.recorded(pointer.table());
            boolean whole = spec.kind().whole();
            int first = whole && !have.isEmpty() && have.nextSetBit(0) < Math.max(today + 1, to)
                    ? have.nextSetBit(0)
                    : from;
            int last = whole ? Math.max(today + 1, to) : to;
            for (String parent : spec.parents()) {
                boolean grows = specs.get(parent).kind().batched();
                if (grows && again.containsKey(parent)) {
                    first = Math.min(first, again.get(parent)[0]);
                    last = Math.max(last, again.get(parent)[1]);
                }
            }
            again.put(name, new int[] {first, last});
            boolean there = have.isEmpty()
                    ? !ofProd && readsWhatIsThere(past, specs, spec, batches.keySet())
                    : readsSomething(past, specs, spec, batches.keySet());
            int shown = have.isEmpty() ? shownTo(past, specs, spec, ended, reached.get(name)) : have.length();
            ended.put(name, shown);
            int computed = there ? shown : 0;
            int end = Math.min(last, computed);
            int begin = embedded || pointer.preview()
                    ? Math.max(first, shownFrom(past, specs, spec, begun))
                    : have.isEmpty() ? first : Math.max(first, have.nextSetBit(0));
            begun.put(name, have.isEmpty() ? begin : Math.min(begin, have.nextSetBit(0)));
            boolean owned = !embedded && (ofProd || !leftToProd(past, spec, pointer));
            if (owned && begin < end) {
                List<Interval> work = batches(spec, Days.range(begin, Math.min(end, today)));
                if (!work.isEmpty()) {
                    batches.put(name, work);
                }
            }
        }
        return batches;
    }

    /** The first day that all models have which a preview reads. */
    private static int shownFrom(Past past, Map<String, ModelSpec> specs, ModelSpec spec, Map<String, Integer> begun) {
        int first = 0;
        for (String parent : spec.parents()) {
            Pointer pointer = past.base().get(parent);
            if (specs.get(parent).kind() == Kind.EMBEDDED) {
                first = Math.max(first, shownFrom(past, specs, specs.get(parent), begun));
            } else if (specs.get(parent).kind() != Kind.SEED) {
                int own = Math.max(0, past.recorded(pointer.table()).nextSetBit(0));
                first = Math.max(first, begun.getOrDefault(parent, own));
            }
        }
        return first;
    }

    /** The day after the last one that all models have which a model reads. */
    private static int shownTo(
            Past past, Map<String, ModelSpec> specs, ModelSpec spec, Map<String, Integer> ended, int wanted) {
        int last = wanted;
        for (String parent : spec.parents()) {
            if (specs.get(parent).kind() == Kind.EMBEDDED) {
                last = Math.min(last, shownTo(past, specs, specs.get(parent), ended, wanted));
            } else if (specs.get(parent).kind() != Kind.SEED) {
                int own = past.recorded(past.base().get(parent).table()).length();
                last = Math.min(last, ended.getOrDefault(parent, own == 0 ? wanted : own));
            }
        }
        return last;
    }

    private static boolean readsSomething(
            Past past, Map<String, ModelSpec> specs, ModelSpec spec, Set<String> computed) {
        return spec.parents().isEmpty()
                || spec.parents().stream()
                        .anyMatch(parent -> specs.get(parent).kind() == Kind.EMBEDDED
                                ? readsSomething(past, specs, specs.get(parent), computed)
                                : computed.contains(parent)
                                        || !past.recorded(
                                                        past.base().get(parent).table())
                                                .isEmpty());
    }

    private static boolean readsWhatIsThere(
            Past past, Map<String, ModelSpec> specs, ModelSpec spec, Set<String> computed) {
        return spec.parents().stream()
                .allMatch(parent -> specs.get(parent).kind() == Kind.EMBEDDED
                        ? readsWhatIsThere(past, specs, specs.get(parent), computed)
                        : computed.contains(parent)
                                || !past.recorded(past.base().get(parent).table())
                                        .isEmpty());
    }

    /** Seeds have nothing to compute; what prod uses is prod's to compute again; what only ever adds rows would have them twice. */
    private static boolean mayRestate(Past past, boolean ofProd, ModelSpec spec, Pointer pointer) {
        boolean prods = pointer.storage() != null && past.inProd(pointer);
        return switch (spec.kind()) {
            case SEED -> false;
            case EMBEDDED -> true;
            case APPENDED, UNMANAGED, HISTORY -> !ofProd && !prods;
            default -> ofProd || !prods;
        };
    }

    // ---- days

    /** What is not there from {@code start} to {@code end}, and what lookback adds to it. */
    static BitSet missing(ModelSpec spec, BitSet have, int start, int end) {
        BitSet missing = Days.without(Days.range(start, end), have);
        if (missing.isEmpty() || spec.kind() != Kind.LATE) {
            return missing;
        }
        var wanted = (BitSet) missing.clone();
        for (int day = start; day < end; day++) {
            if (missing.get(day + Kind.LOOKBACK) || day + Kind.LOOKBACK >= end) {
                wanted.set(day);
            }
        }
        return wanted;
    }

    static List<Interval> seed(BitSet have, int today) {
        return have.isEmpty() ? List.of(Days.interval(today - 1, today)) : List.of();
    }

    static List<Interval> batches(ModelSpec spec, BitSet days) {
        var batches = new ArrayList<Interval>();
        if (days.isEmpty()) {
            return batches;
        }
        if (!spec.kind().batched()) {
            return List.of(Days.interval(days.nextSetBit(0), days.length()));
        }
        int from = days.nextSetBit(0);
        while (from >= 0) {
            int end = days.nextClearBit(from);
            end = spec.kind().byTime() ? Math.min(end, from + BATCH) : end;
            batches.add(Days.interval(from, end));
            from = days.nextSetBit(end);
        }
        return batches;
    }
}
