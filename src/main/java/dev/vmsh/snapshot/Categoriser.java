package dev.vmsh.snapshot;

import dev.vmsh.project.Config.AutoCategorize;
import dev.vmsh.project.Config.PlanDefaults;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.snapshot.Differences.Finding;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides, for every model of a project, what its change does to the rows that are there, and thereby which table it uses. The rules are
 * SQLMesh's; where they are stricter or wider the method says so. Pure: the same request gives the same decisions.
 */
public final class Categoriser {
    private final Request request;
    private final Map<TableName, Decision> decisions = new LinkedHashMap<>();
    private final Differences differences;
    private final Upstream upstream;

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
        this.differences = new Differences(request.readers());
        this.upstream = new Upstream(request);
    }

    /** A decision for every local model, parents first. */
    public static Map<TableName, Decision> decide(Request request) {
        var categoriser = new Categoriser(request);
        for (TableName name : request.dag().order()) {
            Decision decision = categoriser.decide(request.local().get(name));
            categoriser.decisions.put(name, decision);
            categoriser.upstream.tell(decision.snapshot());
        }
        return categoriser.decisions;
    }

    private Decision decide(Snapshot snapshot) {
        Snapshot before = request.base().get(snapshot.name());
        Snapshot known = request.known().get(snapshot.id());
        if (known != null) {
            return new Decision(known, reasons(before, known), upstream.causes(before, known));
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
                        place(after, ChangeCategory.METADATA, forwardOnly(before, after))
                                .effective(before.effectiveFrom()),
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
        Finding finding = Differences.ofKind(before.model(), after.model())
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

    private Finding judged(Snapshot before, Snapshot after) {
        AutoCategorize mode = mode(after.model());
        Finding finding = differences.between(before.model(), after.model());
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

    // ---- changes that come from upstream

    private Decision indirect(Snapshot before, Snapshot after) {
        List<TableName> causes = upstream.causes(before, after);
        boolean forwardOnly = forwardOnly(before, after) || upstream.allForwardOnly(after);
        ChangeCategory category = upstream.fromParents(before, after);
        var reasons = new ArrayList<String>();
        if (category.breaking() && upstream.untouched(before, after)) {
            category = ChangeCategory.INDIRECT_NON_BREAKING;
            reasons.add(upstream.unread(after));
        }
        if (!category.breaking()) {
            Optional<Finding> columns = Differences.ofColumns(before.model(), after.model());
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

    // ---- forward-only, reasons and places

    private boolean forwardOnly(Snapshot before, Snapshot after) {
        Kind kind = after.model().kind();
        if (kind instanceof Kind.Seed || Differences.ofKind(before.model(), after.model())) {
            return false;
        }
        return request.forwardOnly() || kind.forwardOnly();
    }

    private List<String> reasons(Snapshot before, Snapshot known) {
        if (before == null) {
            return List.of("new model");
        }
        return switch (ChangeType.between(before.fingerprint(), known.fingerprint())) {
            case DIRECTLY_MODIFIED ->
                List.of(differences.between(before.model(), known.model()).reason());
            case INDIRECTLY_MODIFIED -> List.of(upstream.reads(before, known));
            default -> metadata(before, known);
        };
    }

    /** What else can differ is the query of an audit that the project defines. */
    private static List<String> metadata(Snapshot before, Snapshot after) {
        List<String> changes = after.metadataSince(before);
        return changes.isEmpty() ? List.of("an audit changed") : changes;
    }

    /** Decides and says which table that means. A view is cheap to make, so it never shares one with its predecessor. */
    private Snapshot place(Snapshot snapshot, ChangeCategory category, boolean forwardOnly) {
        Model model = snapshot.model();
        boolean materialised = model.kind().materialised();
        boolean isForwardOnly = forwardOnly && materialised && !(model.kind() instanceof Kind.Seed);
        String natural = snapshot.fingerprint().tableVersion().text();
        Optional<Ancestor> before = snapshot.predecessor().filter(a -> a.storage() != null);
        if (materialised && before.isPresent() && category.keepsTable() && !upstream.readsOtherRows(snapshot)) {
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
