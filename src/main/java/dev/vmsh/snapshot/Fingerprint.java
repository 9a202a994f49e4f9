package dev.vmsh.snapshot;

import java.util.Objects;

/**
 * What a version of a model is.
 *
 * @param data what the rows depend on in the model itself
 * @param parents the table versions of all it reads
 * @param metadata what the rows do not depend on: owner, description, cron, audits
 */
public record Fingerprint(Hash data, Hash parents, Hash metadata) {
    public Fingerprint {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(parents, "parents");
        Objects.requireNonNull(metadata, "metadata");
    }

    /** Names the physical table. Metadata is left out: a new owner must not rebuild a table. */
    public Hash tableVersion() {
        return Hash.of(data.text(), parents.text());
    }

    /** Names the snapshot among all versions of its model. */
    public Hash identifier() {
        return Hash.of(data.text(), parents.text(), metadata.text());
    }
}
