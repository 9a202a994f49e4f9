/**
 * Versions of models: fingerprints, snapshots, and how a change is categorised. Pure.
 * Open {@link dev.vmsh.snapshot.Snapshot} first.
 */
package dev.vmsh.snapshot;
