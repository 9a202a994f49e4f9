package dev.vmsh.snapshot;

import dev.vmsh.project.Model;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of one model. Immutable: a decision about it makes another snapshot. What is built or promoted is not here but in the
 * state store.
 *
 * @param parents the versions of the models it reads
 * @param category how it differs from its predecessor; null while undecided
 * @param forwardOnly whether it goes on using the table of its predecessor in prod, whatever its category
 * @param storage null while undecided
 * @param ancestors earlier versions, newest last, at most {@value #REMEMBERED}
 * @param effectiveFrom from when a forward-only change must be recomputed in prod; null for never
 */
public record Snapshot(
        Model model,
        Fingerprint fingerprint,
        List<SnapshotId> parents,
        ChangeCategory category,
        boolean forwardOnly,
        Storage storage,
        List<Ancestor> ancestors,
        Instant effectiveFrom) {
    public static final int REMEMBERED = 10;

    public Snapshot {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(fingerprint, "fingerprint");
        parents = List.copyOf(parents);
        ancestors = List.copyOf(ancestors);
    }

    public TableName name() {
        return model.name();
    }

    public SnapshotId id() {
        return new SnapshotId(model.name(), fingerprint.identifier().text());
    }

    public boolean decided() {
        return category != null;
    }

    /** What differs from {@code before} beside the rows: {@code owner: ana -> bo}. */
    public List<String> metadataSince(Snapshot before) {
        return Facets.changes(Facets.metadata(before.model), Facets.metadata(model));
    }

    public Optional<Ancestor> predecessor() {
        return ancestors.isEmpty() ? Optional.empty() : Optional.of(ancestors.get(ancestors.size() - 1));
    }

    /** Whether an earlier version had other rows. One that has an owner more than the first is as new as that. */
    public boolean changesRows() {
        return ancestors.stream()
                .anyMatch(ancestor -> !ancestor.fingerprint().tableVersion().equals(fingerprint.tableVersion()));
    }

    /** Whether its rows came of a forward-only change: its own, or that of the version whose rows it goes on with. */
    public boolean hasForwardOnlyRows() {
        boolean before = forwardOnly;
        ChangeCategory last = category;
        for (int i = ancestors.size() - 1; last == ChangeCategory.METADATA && i >= 0; i--) {
            before = ancestors.get(i).forwardOnly();
            last = ancestors.get(i).category();
        }
        return before;
    }

    /** Itself, as its successors will remember it. */
    public Ancestor asAncestor() {
        return new Ancestor(id().identifier(), fingerprint, category, forwardOnly, storage);
    }

    public Snapshot decide(ChangeCategory decided, boolean isForwardOnly, Storage where) {
        return new Snapshot(model, fingerprint, parents, decided, isForwardOnly, where, ancestors, effectiveFrom);
    }

    /** Whether {@code version} of the same model is remembered as one of its earlier ones. */
    public boolean descendsFrom(SnapshotId version) {
        return ancestors.stream().anyMatch(ancestor -> ancestor.identifier().equals(version.identifier()));
    }

    /** The same version as if it had never been planned. */
    public Snapshot undecided() {
        return new Snapshot(model, fingerprint, parents, null, false, null, List.of(), null);
    }

    public Snapshot after(List<Ancestor> earlier) {
        List<Ancestor> kept =
                earlier.size() > REMEMBERED ? earlier.subList(earlier.size() - REMEMBERED, earlier.size()) : earlier;
        return new Snapshot(model, fingerprint, parents, category, forwardOnly, storage, kept, effectiveFrom);
    }

    public Snapshot effective(Instant from) {
        return new Snapshot(model, fingerprint, parents, category, forwardOnly, storage, ancestors, from);
    }
}
