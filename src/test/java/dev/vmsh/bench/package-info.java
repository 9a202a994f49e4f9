/**
 * What vmsh costs beside the engine: the same work through {@code scripts/vmsh} and as SQL over bare JDBC. Started by
 * {@code scripts/bench}; not part of the tests. Open {@link dev.vmsh.bench.Benchmark} first.
 */
package dev.vmsh.bench;
