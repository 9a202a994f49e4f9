package dev.vmsh.snapshot;

/** An earlier version of a model, as far as its successors must remember it. */
public record Ancestor(
        String identifier, Fingerprint fingerprint, ChangeCategory category, boolean forwardOnly, Storage storage) {}
