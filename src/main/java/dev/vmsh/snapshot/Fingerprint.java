package dev.vmsh.snapshot;

import java.util.Objects;

/** What a version of a model is. A value: what its three hashes are combined to is worked out once, as it is asked for all the time. */
public final class Fingerprint {
    private final Hash data;
    private final Hash parents;
    private final Hash metadata;

    /** Null until asked for. Two threads may both work it out, to the same result. */
    private Hash tableVersion;

    /** Likewise. */
    private Hash identifier;

    /**
     * @param data what the rows depend on in the model itself
     * @param parents the table versions of all it reads
     * @param metadata what the rows do not depend on: owner, description, cron, audits
     */
    public Fingerprint(Hash data, Hash parents, Hash metadata) {
        this.data = Objects.requireNonNull(data, "data");
        this.parents = Objects.requireNonNull(parents, "parents");
        this.metadata = Objects.requireNonNull(metadata, "metadata");
    }

    public Hash data() {
        return data;
    }

    public Hash parents() {
        return parents;
    }

    public Hash metadata() {
        return metadata;
    }

    /** Names the physical table. Metadata is left out: a new owner must not rebuild a table. */
    public Hash tableVersion() {
        Hash known = tableVersion;
        if (known == null) {
            known = Hash.of(data.text(), parents.text());
            tableVersion = known;
        }
        return known;
    }

    /** Names the snapshot among all versions of its model. */
    public Hash identifier() {
        Hash known = identifier;
        if (known == null) {
            known = Hash.of(data.text(), parents.text(), metadata.text());
            identifier = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint fingerprint
                && fingerprint.data.equals(data)
                && fingerprint.parents.equals(parents)
                && fingerprint.metadata.equals(metadata);
    }

    @Override
    public int hashCode() {
        return Objects.hash(data, parents, metadata);
    }

    @Override
    public String toString() {
        return "Fingerprint[data=%s, parents=%s, metadata=%s]".formatted(data, parents, metadata);
    }
}
