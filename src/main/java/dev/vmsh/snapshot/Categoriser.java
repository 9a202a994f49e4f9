package dev.vmsh.snapshot;

import dev.vmsh.project.Config.AutoCategorize;
import dev.vmsh.project.Config.PlanDefaults;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.SeedFile;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Effect;
import dev.vmsh.sql.Query;
import dev.vmsh.sql.QueryChange;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides, for every model of a project, what its change does to the rows that are there, and thereby which table it uses. The rules are
 * SQLMesh's; where they are stricter or wider the method says so. Pure: the same request gives the same decisions.
 */
public final class Categoriser {
    private final Request request;
    private final Map<TableName, Decision> decisions = new LinkedHashMap<>();
    /** What the changes make of each model's rows, were it computed anew. */
    private final Reach reach;
    /** The same for the rows that are there: those of a forward-only change stay. */
    private final Reach rows;

    /**
     * @param dag of the local models
     * @param local a snapshot of each local model, undecided
     * @param base what the environment that is compared with has, by model; whole for models that differ
     * @param known snapshots that were decided before, by id: their decision stands
     * @param choices the user's own decisions
     * @param automatic how far to decide without the user; null to leave every direct change to the user
     * @param forwardOnly whether every change shall go on using the table of its predecessor
     * @param naming names new tables
     * @param readers a reader for a model's dialect
     */
    public record Request(
            Dag dag,
            Map<TableName, Snapshot> local,
            Map<TableName, Snapshot> base,
            Map<SnapshotId, Snapshot> known,
            Map<TableName, ChangeCategory> choices,
            PlanDefaults automatic,
            boolean forwardOnly,
            PhysicalNaming naming,
            Function<Model, SqlReader> readers) {}

    private Categoriser(Request request) {
        this.request = request;
        this.reach = new Reach(request.base(), request.local(), request.readers());
        this.rows = reach.beside();
    }

    /** A decision for every local model, parents first. */
    public static Map<TableName, Decision> decide(Request request) {
        var categoriser = new Categoriser(request);
        for (TableName name : request.dag().order()) {
            Decision decision = categoriser.decide(request.local().get(name));
            categoriser.decisions.put(name, decision);
            categoriser.tell(decision.snapshot());
        }
        return categoriser.decisions;
    }

    private Decision decide(Snapshot snapshot) {
        Snapshot before = request.base().get(snapshot.name());
        Snapshot known = request.known().get(snapshot.id());
        if (known != null) {
            return new Decision(known, reasons(before, known), causes(before, known));
        }
        Snapshot after = before == null ? snapshot : snapshot.after(history(before));
        if (before == null) {
            ChangeCategory chosen = request.choices().getOrDefault(snapshot.name(), ChangeCategory.BREAKING);
            return new Decision(place(after, chosen, request.forwardOnly()), List.of("new model"), List.of());
        }
        return switch (ChangeType.between(before.fingerprint(), after.fingerprint())) {
            case DIRECTLY_MODIFIED -> direct(before, after);
            case INDIRECTLY_MODIFIED -> indirect(before, after);
            default ->
                new Decision(
                        place(after, ChangeCategory.METADATA, forwardOnly(before, after)),
                        metadata(before, after),
                        List.of());
        };
    }

    private static List<Ancestor> history(Snapshot before) {
        var history = new ArrayList<>(before.ancestors());
        history.add(before.asAncestor());
        return history;
    }

    // ---- direct changes

    private Decision direct(Snapshot before, Snapshot after) {
        ChangeCategory chosen = request.choices().get(after.name());
        Finding finding = kindChanged(before.model(), after.model())
                ? new Finding(
                        ChangeCategory.BREAKING,
                        "kind changed from %s to %s"
                                .formatted(
                                        before.model().kind().keyword(),
                                        after.model().kind().keyword()))
                : judged(before, after);
        if (chosen != null) {
            return new Decision(
                    place(after, chosen, forwardOnly(before, after)),
                    List.of(finding.reason(), "chosen by you"),
                    List.of());
        }
        if (finding.category() == null) {
            return new Decision(after, List.of(finding.reason()), List.of());
        }
        return new Decision(
                place(after, finding.category(), forwardOnly(before, after)), List.of(finding.reason()), List.of());
    }

    /** @param category null if the user has to say */
    private record Finding(ChangeCategory category, String reason) {}

    private Finding judged(Snapshot before, Snapshot after) {
        AutoCategorize mode = mode(after.model());
        Finding finding = difference(before.model(), after.model());
        if (mode == AutoCategorize.OFF) {
            return new Finding(null, finding.reason());
        }
        if (finding.category() == ChangeCategory.NON_BREAKING) {
            TableName unknown = unknownColumns(after.name());
            if (unknown != null) {
                finding = new Finding(
                        ChangeCategory.BREAKING, finding.reason() + "; the columns of " + unknown + " cannot be told");
            }
        }
        if (finding.category() == ChangeCategory.BREAKING && mode == AutoCategorize.SEMI) {
            return new Finding(null, finding.reason());
        }
        return finding;
    }

    private AutoCategorize mode(Model model) {
        PlanDefaults automatic = request.automatic();
        if (automatic == null) {
            return AutoCategorize.OFF;
        }
        if (model.kind() instanceof Kind.Seed) {
            return automatic.seed();
        }
        return model.kind() instanceof Kind.External ? automatic.external() : automatic.sql();
    }

    private Finding difference(Model before, Model after) {
        if (after.kind() instanceof Kind.Seed newSeed && before.kind() instanceof Kind.Seed oldSeed) {
            return seeds(before, oldSeed.file(), after, newSeed.file());
        }
        if (after.kind() instanceof Kind.External) {
            boolean onlyMore =
                    after.properties().columns().containsAll(before.properties().columns());
            return new Finding(
                    onlyMore ? ChangeCategory.NON_BREAKING : ChangeCategory.BREAKING, "declared columns changed");
        }
        List<String> settings = Facets.changes(Facets.data(before), Facets.data(after));
        if (!settings.isEmpty()) {
            return new Finding(ChangeCategory.BREAKING, String.join(", ", settings));
        }
        return queries(before, after);
    }

    /** Stricter than SQLMesh, which does not look at the declared types: what reads a column of another type has other rows. */
    private static Finding seeds(Model before, SeedFile was, Model after, SeedFile is) {
        if (!was.settings().equals(is.settings())) {
            return new Finding(ChangeCategory.BREAKING, "csv_settings changed");
        }
        // Stricter too: statements beside the load may do anything to the rows.
        List<String> others = Facets.changes(Facets.besideSeed(before), Facets.besideSeed(after));
        if (!others.isEmpty()) {
            return new Finding(ChangeCategory.BREAKING, String.join(", ", others));
        }
        Map<String, SeedEffect.Content> now = SeedEffect.columns(after, is);
        for (Map.Entry<String, SeedEffect.Content> column :
                SeedEffect.columns(before, was).entrySet()) {
            SeedEffect.Content content = now.get(column.getKey());
            if (content == null) {
                return new Finding(ChangeCategory.BREAKING, "column " + column.getKey() + " was removed");
            }
            if (!content.equals(column.getValue())) {
                String what = Objects.equals(content.hash(), column.getValue().hash()) ? "type" : "values";
                return new Finding(ChangeCategory.BREAKING, what + " of column " + column.getKey() + " changed");
            }
        }
        return new Finding(ChangeCategory.NON_BREAKING, "columns were added");
    }

    private Finding queries(Model before, Model after) {
        try {
            SqlReader reader = request.readers().apply(after);
            Query was = reader.query(before.facts().query());
            Query is = reader.query(after.facts().query());
            QueryChange change = reader.change(was, is);
            if (change instanceof QueryChange.AddedColumns added) {
                return new Finding(
                        ChangeCategory.NON_BREAKING,
                        (added.names().size() == 1 ? "column added: " : "columns added: ")
                                + String.join(", ", added.names()));
            }
            if (change instanceof QueryChange.Other other) {
                return new Finding(ChangeCategory.BREAKING, other.reason());
            }
            return new Finding(ChangeCategory.BREAKING, "its place in the warehouse or a macro changed");
        } catch (SqlException e) {
            return new Finding(ChangeCategory.BREAKING, "the query changed in a way that cannot be judged");
        }
    }

    /** The model itself or one that reads it, if its output columns cannot be told; else null. */
    private TableName unknownColumns(TableName name) {
        var reached = new LinkedHashSet<TableName>();
        reached.add(name);
        reached.addAll(request.dag().downstream(Set.of(name)));
        for (TableName model : reached) {
            Model candidate = request.local().get(model).model();
            if (candidate.facts().columns().isEmpty() && candidate.statements().query() != null) {
                return model;
            }
        }
        return null;
    }

    private static boolean kindChanged(Model before, Model after) {
        if (before.kind().keyword().equals(after.kind().keyword())) {
            return false;
        }
        boolean bothIncremental = before.kind().incremental().isPresent()
                && after.kind().incremental().isPresent();
        return !bothIncremental
                || !before.properties()
                        .partitionedBy()
                        .equals(after.properties().partitionedBy());
    }

    // ---- changes that come from upstream

    /**
     * A model may be categorised as non-breaking because its own edit is, while what it reads was changed in a breaking way. Its readers are
     * not called breaking then, as in SQLMesh; but they are computed again, which SQLMesh does not do.
     */
    private void tell(Snapshot snapshot) {
        TableName name = snapshot.name();
        Snapshot before = request.base().get(name);
        if (before != null && before.id().equals(snapshot.id())) {
            return;
        }
        if (before == null || !snapshot.decided()) {
            reach.tell(name, Effect.ROWS);
            rows.tell(name, Effect.ROWS);
            return;
        }
        // A version that was recorded on another way may differ in anything.
        boolean breaking = request.known().containsKey(snapshot.id())
                ? since(snapshot, before.id().identifier())
                        .map(categories -> categories.stream().anyMatch(ChangeCategory::breaking))
                        .orElse(true)
                : snapshot.category().breaking();
        reach.tell(name, effect(reach, before, snapshot, breaking));
        rows.tell(name, effect(rows, before, snapshot, breaking && !snapshot.forwardOnly()));
    }

    private Effect effect(Reach effects, Snapshot before, Snapshot snapshot, boolean breaking) {
        Set<TableName> parents = parents(snapshot);
        if (!breaking) {
            return effects.inherited(snapshot.model(), parents);
        }
        // Who says that a change is breaking means more than can be seen.
        boolean chosen = request.choices().containsKey(snapshot.name());
        return chosen || !readsTheBase(before)
                ? Effect.ROWS
                : effects.through(before.model(), snapshot.model(), parents);
    }

    private static Set<TableName> parents(Snapshot snapshot) {
        return snapshot.parents().stream().map(SnapshotId::model).collect(Collectors.toSet());
    }

    private boolean readsOtherRows(Snapshot snapshot) {
        return !(rows.inherited(snapshot.model(), parents(snapshot)) instanceof Effect.Nothing);
    }

    /**
     * Whether a model has the same rows although what it reads was changed in a breaking way: it reads none of the columns that changed, and
     * no rows came or went. SQLMesh computes it again all the same.
     */
    private boolean untouched(Snapshot before, Snapshot after) {
        return readsTheBase(before)
                && reach.through(before.model(), after.model(), parents(after)) instanceof Effect.Nothing;
    }

    /** Whether what a model of the base has read is what the base has. */
    private boolean readsTheBase(Snapshot before) {
        var versions = new ArrayList<String>();
        for (TableName parent : request.dag().parents(before.name())) {
            Snapshot read = request.base().get(parent);
            if (read == null) {
                return false;
            }
            versions.add(parent.toString());
            versions.add(read.fingerprint().tableVersion().text());
        }
        return before.fingerprint().parents().equals(Hash.of(versions));
    }

    private String unread(Snapshot after) {
        return "reads none of the columns that changed: "
                + after.parents().stream()
                        .map(SnapshotId::model)
                        .filter(parent -> reach.of(parent) instanceof Effect.Columns)
                        .map(parent -> "%s (%s)"
                                .formatted(
                                        parent,
                                        String.join(", ", new TreeSet<>(((Effect.Columns) reach.of(parent)).names()))))
                        .collect(Collectors.joining(", "));
    }

    private Decision indirect(Snapshot before, Snapshot after) {
        List<TableName> causes = causes(before, after);
        boolean forwardOnly = forwardOnly(before, after) || allForwardOnlyUpstream(after);
        ChangeCategory category = fromParents(before, after);
        var reasons = new ArrayList<String>();
        if (category.breaking() && untouched(before, after)) {
            category = ChangeCategory.INDIRECT_NON_BREAKING;
            reasons.add(unread(after));
        }
        if (!category.breaking()) {
            Optional<Finding> columns = ownColumns(before.model(), after.model());
            if (columns.isPresent()) {
                category = columns.get().category();
                reasons.clear();
                reasons.add(columns.get().reason());
            }
        }
        if (reasons.isEmpty()) {
            reasons.add("reads " + causes.stream().map(TableName::toString).collect(Collectors.joining(", ")));
        }
        return new Decision(place(after, category, forwardOnly), reasons, causes);
    }

    /**
     * What all parents that are not what they were do to their reader. Only direct parents count: what is further up has already told in
     * theirs. Stricter than SQLMesh, which looks at parents of earlier plans only if none is new in this one.
     */
    private ChangeCategory fromParents(Snapshot before, Snapshot after) {
        var old = new HashMap<TableName, String>();
        before.parents().forEach(parent -> old.put(parent.model(), parent.identifier()));
        var categories = new ArrayList<ChangeCategory>();
        for (SnapshotId parent : after.parents()) {
            String was = old.get(parent.model());
            if (!parent.identifier().equals(was)) {
                categories.addAll(sinceThen(parent, was));
            }
        }
        if (categories.isEmpty() || categories.stream().anyMatch(ChangeCategory::breaking)) {
            return ChangeCategory.INDIRECT_BREAKING;
        }
        return categories.stream().allMatch(c -> c == ChangeCategory.METADATA)
                ? ChangeCategory.METADATA
                : ChangeCategory.INDIRECT_NON_BREAKING;
    }

    /** What happened to a parent since the version {@code was}; anything may have if that is not known. */
    private List<ChangeCategory> sinceThen(SnapshotId parent, String was) {
        Snapshot now = decisions.get(parent.model()).snapshot();
        if (!request.known().containsKey(parent)) {
            // An undecided parent must not let its readers look safe.
            return List.of(now.decided() ? now.category() : ChangeCategory.BREAKING);
        }
        // The parent changed in another plan: what happened since is in its history.
        return (was == null ? Optional.<List<ChangeCategory>>empty() : since(now, was))
                .orElse(List.of(ChangeCategory.BREAKING));
    }

    /** The categories of all changes since the version {@code was}; empty if that is not in the history. */
    private static Optional<List<ChangeCategory>> since(Snapshot now, String was) {
        var categories = new ArrayList<ChangeCategory>();
        categories.add(now.category());
        for (int i = now.ancestors().size() - 1; i >= 0; i--) {
            Ancestor ancestor = now.ancestors().get(i);
            if (ancestor.identifier().equals(was)) {
                return Optional.of(categories);
            }
            categories.add(ancestor.category());
        }
        return Optional.empty();
    }

    /**
     * A model that selects {@code *} has other columns when its parent has, although its own text did not change: then it needs a new
     * table, whatever its parents say.
     */
    private static Optional<Finding> ownColumns(Model before, Model after) {
        if (before.facts().columns().isEmpty() || after.facts().columns().isEmpty()) {
            return Optional.empty();
        }
        List<String> was = names(before.facts().columns().get());
        List<String> is = names(after.facts().columns().get());
        if (was.equals(is)) {
            return Optional.empty();
        }
        boolean onlyMore =
                isSubsequence(was, is) && !Stars.countRows(after.facts().canonicalQuery());
        var added = new ArrayList<>(is);
        added.removeAll(was);
        return Optional.of(new Finding(
                onlyMore ? ChangeCategory.NON_BREAKING : ChangeCategory.BREAKING,
                onlyMore ? "its * has new columns: " + String.join(", ", added) : "its * has other columns"));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static boolean isSubsequence(List<String> part, List<String> whole) {
        int at = 0;
        for (String item : whole) {
            if (at < part.size() && part.get(at).equals(item)) {
                at++;
            }
        }
        return at == part.size();
    }

    // ---- forward-only, reasons and places

    private boolean forwardOnly(Snapshot before, Snapshot after) {
        Kind kind = after.model().kind();
        if (kind instanceof Kind.Seed || kindChanged(before.model(), after.model())) {
            return false;
        }
        return request.forwardOnly() || kind.forwardOnly();
    }

    private boolean allForwardOnlyUpstream(Snapshot after) {
        if (after.model().kind() instanceof Kind.Seed) {
            return false;
        }
        var changed = new ArrayList<Snapshot>();
        for (TableName name : request.dag().upstream(Set.of(after.name()))) {
            Snapshot upstream = decisions.get(name).snapshot();
            if (!request.known().containsKey(upstream.id())) {
                changed.add(upstream);
            }
        }
        return !changed.isEmpty() && changed.stream().allMatch(Snapshot::forwardOnly);
    }

    private List<String> reasons(Snapshot before, Snapshot known) {
        if (before == null) {
            return List.of("new model");
        }
        return switch (ChangeType.between(before.fingerprint(), known.fingerprint())) {
            case DIRECTLY_MODIFIED ->
                List.of(difference(before.model(), known.model()).reason());
            case INDIRECTLY_MODIFIED -> List.of(reads(before, known));
            default -> metadata(before, known);
        };
    }

    private String reads(Snapshot before, Snapshot known) {
        boolean spared = known.category() == ChangeCategory.INDIRECT_NON_BREAKING
                && parents(known).stream().anyMatch(parent -> reach.of(parent) instanceof Effect.Columns);
        return spared
                ? unread(known)
                : "reads "
                        + causes(before, known).stream()
                                .map(TableName::toString)
                                .collect(Collectors.joining(", "));
    }

    /** What else can differ is the query of an audit that the project defines. */
    private static List<String> metadata(Snapshot before, Snapshot after) {
        List<String> changes = Facets.changes(Facets.metadata(before.model()), Facets.metadata(after.model()));
        return changes.isEmpty() ? List.of("an audit changed") : changes;
    }

    /** The models upstream whose own change reaches this one; those nearest first. */
    private List<TableName> causes(Snapshot before, Snapshot after) {
        if (before == null
                || ChangeType.between(before.fingerprint(), after.fingerprint()) != ChangeType.INDIRECTLY_MODIFIED) {
            return List.of();
        }
        var causes = new ArrayList<TableName>();
        for (TableName name : request.dag().upstream(Set.of(after.name()))) {
            Snapshot was = request.base().get(name);
            Snapshot is = request.local().get(name);
            if (was == null || !was.fingerprint().data().equals(is.fingerprint().data())) {
                causes.add(name);
            }
        }
        return causes;
    }

    /** Decides and says which table that means. A view is cheap to make, so it never shares one with its predecessor. */
    private Snapshot place(Snapshot snapshot, ChangeCategory category, boolean forwardOnly) {
        Model model = snapshot.model();
        boolean materialised = model.kind().materialised();
        boolean isForwardOnly = forwardOnly && materialised && !(model.kind() instanceof Kind.Seed);
        String natural = snapshot.fingerprint().tableVersion().text();
        Optional<Ancestor> before = snapshot.predecessor().filter(a -> a.storage() != null);
        if (materialised && before.isPresent() && category.keepsTable() && !readsOtherRows(snapshot)) {
            return snapshot.decide(category, isForwardOnly, before.get().storage());
        }
        if (model.properties().physicalVersion() != null) {
            return snapshot.decide(
                    category,
                    isForwardOnly,
                    request.naming().storage(model, model.properties().physicalVersion(), natural));
        }
        Storage own = request.naming().storage(model, natural, natural);
        if (isForwardOnly && before.isPresent()) {
            Storage was = before.get().storage();
            return snapshot.decide(category, true, new Storage(was.version(), natural, was.table(), own.devTable()));
        }
        if (materialised && model.kind().forwardOnly() && before.isEmpty()) {
            // Independent of the text, so that two people who add "the same" forward-only model share its table.
            var identity = new ArrayList<String>();
            identity.add(model.name().toString());
            identity.addAll(model.kind().dataParts());
            return snapshot.decide(
                    category,
                    isForwardOnly,
                    request.naming().storage(model, Hash.of(identity).text(), natural));
        }
        return snapshot.decide(category, isForwardOnly, own);
    }
}
