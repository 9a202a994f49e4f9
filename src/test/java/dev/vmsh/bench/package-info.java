/**
 * What vmsh costs beside the engine: the same work through {@code scripts/vmsh} and as SQL over bare JDBC. Started by
 * {@code scripts/bench}; not part of the tests. {@link dev.vmsh.bench.Benchmark} lists the subjects.
 */
package dev.vmsh.bench;
