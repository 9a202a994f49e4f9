package dev.vmsh.snapshot;

/** What a change of a model does to the rows that are already there. From the most to the least severe. */
public enum ChangeCategory {
    /** The model itself changed and its rows, and those of what reads it, are invalid. */
    BREAKING,
    /** The model itself changed, but what reads it is not affected. */
    NON_BREAKING,
    /** A model upstream changed in a breaking way. */
    INDIRECT_BREAKING,
    /** A model upstream changed in a way that leaves these rows valid. */
    INDIRECT_NON_BREAKING,
    /** Only what the rows do not depend on changed. */
    METADATA;

    /** Whether the model goes on using the table it had. */
    public boolean keepsTable() {
        return this == INDIRECT_NON_BREAKING || this == METADATA;
    }

    public boolean breaking() {
        return this == BREAKING || this == INDIRECT_BREAKING;
    }
}
