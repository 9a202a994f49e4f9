package dev.vmsh.snapshot;

import java.util.Locale;

/** How a model differs from what an environment has of it. */
public enum ChangeType {
    ADDED,
    REMOVED,
    DIRECTLY_MODIFIED,
    INDIRECTLY_MODIFIED,
    METADATA;

    /** As in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param after what the model is now, of the same name as {@code before} and with another fingerprint */
    public static ChangeType between(Fingerprint before, Fingerprint after) {
        if (!before.data().equals(after.data())) {
            return DIRECTLY_MODIFIED;
        }
        return before.parents().equals(after.parents()) ? METADATA : INDIRECTLY_MODIFIED;
    }
}
