package dev.vmsh.engine;

/**
 * How far a statement has come on a server that tells.
 *
 * @param queryId by which the server knows it
 * @param state the server's word: {@code RUNNING}
 * @param percent of the work that is known; negative while none is
 * @param splitsDone pieces of work finished, of {@code splits} known so far
 * @param rows read so far
 * @param bytes read so far
 * @param cpuMillis spent on all nodes
 * @param elapsedMillis since it was sent
 * @param peakBytes the most memory it held
 */
public record QueryProgress(
        String queryId,
        String state,
        double percent,
        int splitsDone,
        int splits,
        long rows,
        long bytes,
        long cpuMillis,
        long elapsedMillis,
        long peakBytes) {
    /** Whether it waits for its turn, which may take as long as it takes. */
    public boolean queued() {
        return state.equals("QUEUED");
    }
}
