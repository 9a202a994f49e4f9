package dev.vmsh.snapshot;

import dev.vmsh.project.Kind;
import dev.vmsh.sql.Effect;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the changes of the models that a model reads mean for it. To be told of every model that has been decided, parents first. For one
 * thread.
 */
final class Upstream {
    private final Categoriser.Request request;
    private final Map<TableName, Snapshot> told = new HashMap<>();
    /** What the changes make of each model's rows, were it computed anew. */
    private final Reach reach;
    /** The same for the rows that are there: those of a forward-only change stay. */
    private final Reach rows;

    private final Differences differences;

    Upstream(Categoriser.Request request) {
        this.request = request;
        this.reach = new Reach(request.base(), request.local(), request.readers());
        this.rows = reach.beside();
        this.differences = new Differences(request.readers());
    }

    /**
     * A model may be categorised as non-breaking because its own edit is, while what it reads was changed in a breaking way. Its readers are
     * not called breaking then, as in SQLMesh; but they are computed again, which SQLMesh does not do.
     */
    void tell(Snapshot snapshot) {
        TableName name = snapshot.name();
        told.put(name, snapshot);
        Snapshot before = request.base().get(name);
        if (before != null && before.id().equals(snapshot.id())) {
            return;
        }
        if (before == null || !snapshot.decided()) {
            reach.tell(name, Effect.ROWS);
            rows.tell(name, Effect.ROWS);
            return;
        }
        boolean breaking = request.known().containsKey(snapshot.id())
                ? since(snapshot, before.id().identifier())
                        .map(categories -> categories.stream().anyMatch(ChangeCategory::breaking))
                        .orElseGet(() -> mayDiffer(before, snapshot))
                : snapshot.category().breaking();
        reach.tell(name, effect(reach, before, snapshot, breaking));
        rows.tell(name, effect(rows, before, snapshot, breaking && !snapshot.forwardOnly()));
    }

    /** Whether a version that was recorded on another way has more than further columns, as far as the texts tell. */
    private boolean mayDiffer(Snapshot before, Snapshot recorded) {
        return differences.between(before.model(), recorded.model()).category() != ChangeCategory.NON_BREAKING;
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

    /** Whether the rows that a model would have to keep were computed from others than there are now. */
    boolean readsOtherRows(Snapshot snapshot) {
        return !(rows.inherited(snapshot.model(), parents(snapshot)) instanceof Effect.Nothing);
    }

    /**
     * Whether a model has the same rows although what it reads was changed in a breaking way: it reads none of the columns that changed, and
     * no rows came or went. SQLMesh computes it again all the same.
     */
    boolean untouched(Snapshot before, Snapshot after) {
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

    /** Says which changed columns of which parents a model does not read. */
    String unread(Snapshot after) {
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

    /**
     * What all parents that are not what they were do to their reader. Only direct parents count: what is further up has already told in
     * theirs. Stricter than SQLMesh, which looks at parents of earlier plans only if none is new in this one.
     */
    ChangeCategory fromParents(Snapshot before, Snapshot after) {
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
        Snapshot now = told.get(parent.model());
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

    /** Whether models above it have new versions, and all of those go on using their predecessors' tables. */
    boolean allForwardOnly(Snapshot after) {
        if (after.model().kind() instanceof Kind.Seed) {
            return false;
        }
        List<Snapshot> changed = request.dag().upstream(Set.of(after.name())).stream()
                .map(told::get)
                .filter(upstream -> !request.known().containsKey(upstream.id()) && !passesOn(upstream))
                .toList();
        return !changed.isEmpty() && changed.stream().allMatch(Snapshot::forwardOnly);
    }

    /** Whether a model has no table, and is only new because of what it reads: that decides then. */
    private boolean passesOn(Snapshot snapshot) {
        Snapshot before = request.base().get(snapshot.name());
        return !snapshot.model().kind().materialised()
                && before != null
                && before.fingerprint().data().equals(snapshot.fingerprint().data());
    }

    /** The models upstream whose own change reaches this one; those nearest first. */
    List<TableName> causes(Snapshot before, Snapshot after) {
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

    /** Why a model whose parents changed has the decision that was recorded for it. */
    String reads(Snapshot before, Snapshot known) {
        boolean spared = known.category() == ChangeCategory.INDIRECT_NON_BREAKING
                && parents(known).stream().anyMatch(parent -> reach.of(parent) instanceof Effect.Columns);
        return spared
                ? unread(known)
                : "reads "
                        + causes(before, known).stream()
                                .map(TableName::toString)
                                .collect(Collectors.joining(", "));
    }
}
