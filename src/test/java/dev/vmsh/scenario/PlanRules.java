package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.scenario.Effects.Stamped;
import dev.vmsh.scenario.Effects.Version;
import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.scenario.Rules.Asked;
import dev.vmsh.scenario.Rules.Past;
import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules of one plan; see {@link Rules}. */
final class PlanRules {
    private final Past past;
    private final Stamped models;
    private final Map<String, Snapshot> decided;
    private final Asked asked;
    private final Map<Version, TableName> tables;
    private final Effects effects;
    private final List<String> order;

    private final Map<String, Boolean> forwardOnly = new HashMap<>();
    private final Map<String, Stand> stands = new HashMap<>();
    /** Models whose readers cannot use what prod will use either. */
    private final Set<String> tainted = new HashSet<>();
    /** Models that lack days before the start. */
    private final Set<String> partial = new HashSet<>();

    private final Set<String> previews = new HashSet<>();

    /** Whose table an environment shows and writes for a model. */
    private enum Stand {
        /** The one that prod may use, or uses. */
        COMMON,
        /** That one too, but prod writes it. */
        PRODS,
        /** One of its own, which prod will never use. */
        APART
    }

    PlanRules(Past past, Stamped models, Map<String, Snapshot> decided, Asked asked, Map<Version, TableName> tables) {
        this.past = past;
        this.models = models;
        this.decided = decided;
        this.asked = asked;
        this.tables = tables;
        this.effects = new Effects(past.models(), models);
        this.order = models.specs().keySet().stream().sorted().toList();
    }

    Map<String, List<Interval>> batches() {
        for (String name : order) {
            forwardOnly.put(name, forwardOnly(name));
            assertThat(decided.get(name).forwardOnly())
                    .as("%s is forward-only", name)
                    .isEqualTo(forwardOnly.get(name));
            if (kind(name) != Kind.EMBEDDED) {
                assertThat(decided.get(name).storage().table())
                        .as("table of %s", name)
                        .isEqualTo(table(name));
            }
            stands.put(name, asked.ofProd() ? Stand.COMMON : stand(name));
        }
        Map<String, Integer> ends = Rules.reached(past, models.specs(), asked.today(), pointer -> pointer.snapshot()
                .equals(decided.get(pointer.model().name()).id()));
        if (asked.end() >= 0) {
            ends.replaceAll((name, end) -> asked.end());
        }
        order.stream().filter(this::isPreview).forEach(previews::add);
        var left = new HashMap<String, Integer>();
        Set<String> chosen = chosen();
        var batches = new TreeMap<String, List<Interval>>();
        for (String name : order) {
            Rules.limit(spec(name), ends, left);
            if (kind(name) == Kind.EMBEDDED) {
                continue;
            }
            if (stands.get(name) == Stand.PRODS) {
                if (kind(name) != Kind.SEED) {
                    left.put(name, past.recorded(shared(name)).length());
                }
            } else if (chosen.contains(name)) {
                List<Interval> work = work(name, ends.get(name));
                if (!work.isEmpty()) {
                    batches.put(name, work);
                }
            }
        }
        return batches;
    }

    private ModelSpec spec(String name) {
        return models.specs().get(name);
    }

    private Kind kind(String name) {
        return spec(name).kind();
    }

    /** The table that prod uses, or will if the version gets there. */
    private TableName shared(String name) {
        return decided.get(name).storage().table();
    }

    private Snapshot known(String name) {
        return past.known().get(decided.get(name).id());
    }

    private boolean changed(String name) {
        Pointer before = past.base().get(name);
        return before == null || !before.snapshot().equals(decided.get(name).id());
    }

    // ---- which table

    /** Whether the rows that the base has are right for the model as it is now, so that it goes on using them. */
    private boolean stays(String name) {
        Snapshot known = known(name);
        if (known != null) {
            return known.category().keepsTable();
        }
        return effects.sameText(name) && effects.of(name).isEmpty() && effects.sameColumns(name);
    }

    /** Whether the change counts only from now on, so that the table goes on with the rows that it has. */
    private boolean forwardOnly(String name) {
        Snapshot known = known(name);
        if (known != null) {
            return known.forwardOnly();
        }
        ModelSpec before = past.models().specs().get(name);
        if (kind(name) == Kind.SEED || kind(name) == Kind.EMBEDDED || kind(name) == Kind.VIEW) {
            return false;
        }
        if (before == null) {
            return asked.forwardOnly();
        }
        if (otherKind(before.kind(), kind(name))) {
            return false;
        }
        return asked.forwardOnly() || kind(name).forwardOnly() || onlyForwardOnlyIsRead(name);
    }

    /** One kind of table can become another in place if both grow, and are laid out alike. */
    private static boolean otherKind(Kind before, Kind after) {
        boolean bothGrow = before.batched() && after.batched();
        return !before.keyword().equals(after.keyword()) && !(bothGrow && before.laidOutAs(after));
    }

    private boolean onlyForwardOnlyIsRead(String name) {
        if (!effects.sameText(name)) {
            return false;
        }
        var news = new HashSet<String>();
        for (String upstream : upstream(Set.of(name))) {
            boolean passesOn = !kind(upstream).stored() && effects.sameText(upstream);
            if (!upstream.equals(name) && known(upstream) == null && !passesOn) {
                news.add(upstream);
            }
        }
        return !news.isEmpty() && news.stream().allMatch(forwardOnly::get);
    }

    private Set<String> upstream(Set<String> names) {
        var all = new HashSet<>(names);
        for (int i = order.size() - 1; i >= 0; i--) {
            if (all.contains(order.get(i))) {
                all.addAll(spec(order.get(i)).parents());
            }
        }
        return all;
    }

    private TableName table(String name) {
        Snapshot known = known(name);
        if (known != null) {
            return known.storage().table();
        }
        Pointer before = past.base().get(name);
        boolean goesOn = stays(name) || (forwardOnly.get(name) && before != null);
        if (goesOn && kind(name).stored()) {
            return before.storage().table();
        }
        // What is only ever added to by those who have the model keeps its table whatever its text becomes.
        Version version = kind(name).forwardOnly() && before == null
                ? new Version(name, kind(name).toString(), List.of())
                : Version.of(models, name);
        return tables.computeIfAbsent(version, key -> {
            assertThat(tables.containsValue(shared(name)))
                    .as("%s goes on with the table of another version", name)
                    .isFalse();
            return shared(name);
        });
    }

    // ---- whose table

    private Stand stand(String name) {
        boolean prodUsesIt = prodUsesIt(name);
        boolean prodsRows = prodsRows(name);
        ModelSpec spec = spec(name);
        if (spec.parents().stream().anyMatch(tainted::contains)) {
            if (!prodsRows) {
                tainted.add(name);
            }
            return prodUsesIt || prodsRows ? Stand.PRODS : Stand.APART;
        }
        boolean embedded = kind(name) == Kind.EMBEDDED;
        boolean readsPart = spec.parents().stream().anyMatch(partial::contains);
        boolean lacks = lacksDays(name);
        if (embedded ? readsPart : lacks && !kind(name).whole()) {
            partial.add(name);
        }
        boolean tooLate = kind(name).whole() && (lacks || readsPart);
        boolean inPlace = decided.get(name).hasForwardOnlyRows() || kind(name).forwardOnly();
        if (prodsRows) {
            return Stand.PRODS;
        }
        if ((inPlace && !prodUsesIt) || tooLate) {
            tainted.add(name);
            return prodUsesIt ? Stand.PRODS : Stand.APART;
        }
        return kind(name).stored() && !prodUsesIt && goesOnWithAnothersTable(name) ? Stand.PRODS : Stand.COMMON;
    }

    /** Whether the base shows the same version in a table that prod has changed since for others. */
    private boolean goesOnWithAnothersTable(String name) {
        Pointer before = past.base().get(name);
        return before != null
                && before.snapshot().equals(decided.get(name).id())
                && shared(name).equals(before.table())
                && past.anothers(before);
    }

    /** Whether a model will have no rows of days before the start. */
    private boolean lacksDays(String name) {
        if (asked.start() < 0 || kind(name) == Kind.EMBEDDED || kind(name) == Kind.SEED) {
            return false;
        }
        return past.recorded(shared(name)).nextClearBit(0) < asked.start();
    }

    /** Whether prod shows this version, or one that differs from it in nothing that rows depend on. */
    private boolean prodUsesIt(String name) {
        Snapshot snapshot = decided.get(name);
        Pointer prod = past.prod().get(name);
        return prod != null
                && (prod.snapshot().equals(snapshot.id())
                        || (prod.storage() != null
                                && prod.storage().table().equals(shared(name))
                                && prod.fingerprint()
                                        .tableVersion()
                                        .equals(snapshot.fingerprint().tableVersion())));
    }

    /** Whether nothing that happened to the model since the version that prod uses has any effect on its rows. */
    private boolean prodsRows(String name) {
        Snapshot snapshot = decided.get(name);
        Pointer prod = past.prod().get(name);
        boolean candidate = prod != null
                && prod.storage() != null
                && !prod.snapshot().equals(snapshot.id())
                && kind(name).stored()
                && keeps(name)
                && !past.recorded(shared(name)).isEmpty();
        if (!candidate) {
            return false;
        }
        List<Ancestor> ancestors = snapshot.ancestors();
        for (int i = ancestors.size() - 1; i >= 0; i--) {
            if (ancestors.get(i).identifier().equals(prod.snapshot().identifier())) {
                return ancestors.get(i).storage().table().equals(shared(name));
            }
            if (!ancestors.get(i).category().keepsTable()) {
                return false;
            }
        }
        return false;
    }

    /** In place, a reader of what is called non-breaking keeps its rows even if more than that has changed. */
    private boolean keeps(String name) {
        return stays(name)
                || (forwardOnly.get(name) && decided.get(name).category().keepsTable());
    }

    // ---- which models

    /** Those named, those changed ones that will be seen, and whatever they read. */
    private Set<String> chosen() {
        if (asked.only() == null) {
            return models.specs().keySet();
        }
        var chosen = new HashSet<>(asked.only());
        for (String name : order) {
            Pointer before = past.base().get(name);
            Pointer own = past.target().get(name);
            boolean seen = asked.ofProd()
                    || (own != null && own.view() != null)
                    || (keeps(name)
                            && before != null
                            && before.storage() != null
                            && kind(name).stored()
                            && before.storage().table().equals(shared(name)));
            if (changed(name) && seen) {
                chosen.add(name);
            }
        }
        chosen.retainAll(models.specs().keySet());
        return upstream(chosen);
    }

    // ---- which days

    private List<Interval> work(String name, int end) {
        BitSet have = have(name);
        if (kind(name) == Kind.SEED) {
            return Rules.seed(have, asked.today());
        }
        int from = asked.start() >= 0 ? asked.start() : asked.ofProd() ? -1 : asked.effectiveFrom();
        if (from < 0) {
            from = goesOn(name) ? have.nextSetBit(0) : 0;
        }
        int to = Math.min(end, asked.today());
        if (previews.contains(name)) {
            have = Days.without(have, Days.range(previewStart(), previewEnd()));
            from = previewStart();
            to = asked.end() >= 0 ? Math.min(previewEnd(), asked.today()) : Math.min(previewEnd(), to);
        }
        return Rules.batches(spec(name), Rules.missing(spec(name), have, from, to));
    }

    /** What was begun as a preview of a change, or reads one, is not made whole: that is for prod, if the change gets there. */
    private boolean goesOn(String name) {
        if (stands.get(name) != Stand.APART) {
            return false;
        }
        boolean reads = spec(name).parents().stream().anyMatch(this::goesOn);
        return kind(name) == Kind.EMBEDDED
                ? reads
                : (decided.get(name).changesRows() || reads) && !have(name).isEmpty();
    }

    private BitSet have(String name) {
        Snapshot snapshot = decided.get(name);
        if (stands.get(name) != Stand.APART) {
            BitSet have = past.recorded(shared(name));
            int from = effectiveFrom(name);
            return from < 0 ? have : Days.without(have, Days.range(from, have.length()));
        }
        BitSet have = past.recorded(snapshot.storage().devTable());
        if (snapshot.hasForwardOnlyRows() && snapshot.changesRows()) {
            have.or(past.recorded(shared(name)));
        }
        return have;
    }

    /** The day from which prod's rows are to be made again; -1 for none. */
    private int effectiveFrom(String name) {
        boolean prodUsesIt = prodUsesIt(name);
        if (!asked.ofProd() || prodUsesIt) {
            return -1;
        }
        Snapshot known = known(name);
        if (known != null && known.effectiveFrom() != null && asked.effectiveFrom() < 0) {
            return Days.number(known.effectiveFrom());
        }
        return changed(name) && forwardOnly.get(name) && kind(name).byTime() ? asked.effectiveFrom() : -1;
    }

    /** A change that counts from now on is shown for the last day that prod has, until there is something to go on with. */
    private boolean isPreview(String name) {
        boolean modified = past.base().containsKey(name) && changed(name) && !keeps(name);
        boolean own = forwardOnly.get(name) && decided.get(name).changesRows();
        boolean fromParent = spec(name).parents().stream().anyMatch(previews::contains);
        return stands.get(name) == Stand.APART
                && modified
                && (own || fromParent)
                && previewStart() < previewEnd()
                && past.recorded(decided.get(name).storage().devTable()).isEmpty();
    }

    private int previewStart() {
        if (asked.start() >= 0) {
            return asked.start();
        }
        if (asked.effectiveFrom() >= 0) {
            return asked.effectiveFrom();
        }
        Map<String, Integer> reached = past.reachedByProd();
        return order.stream()
                .filter(name -> changed(name) && reached.containsKey(name))
                .filter(name -> kind(name) != Kind.EMBEDDED && kind(name) != Kind.SEED)
                .mapToInt(name -> reached.get(name) - 1)
                .min()
                .orElse(asked.today());
    }

    private int previewEnd() {
        return asked.end() >= 0
                ? asked.end()
                : past.reachedByProd().values().stream().max(Integer::compare).orElse(asked.today());
    }
}
