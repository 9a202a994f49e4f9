package dev.vmsh.work;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Some models could not be computed. Those that could stay computed. */
public final class WorkFailedException extends VmshException {
    private static final long serialVersionUID = 1L;

    private final transient Map<TableName, Exception> failed;
    private final transient List<TableName> skipped;

    WorkFailedException(Map<TableName, Exception> failed, List<TableName> skipped, int done) {
        super(
                message(failed, skipped, done),
                remedy(failed),
                failed.values().iterator().next());
        this.failed = new TreeMap<>(failed);
        this.skipped = List.copyOf(skipped);
    }

    private static String message(Map<TableName, Exception> failed, List<TableName> skipped, int done) {
        var out = new StringBuilder();
        failed.forEach((model, cause) ->
                out.append(model).append(" failed: ").append(cause.getMessage()).append('\n'));
        if (!skipped.isEmpty()) {
            out.append("skipped, since they read a failed model: ")
                    .append(String.join(
                            ", ", skipped.stream().map(TableName::toString).toList()))
                    .append('\n');
        }
        return out.append(done).append(" batches are done and stay done").toString();
    }

    private static String remedy(Map<TableName, Exception> failed) {
        String own = failed.values().stream()
                .filter(VmshException.class::isInstance)
                .map(cause -> ((VmshException) cause).remedy())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("Mend the cause");
        return own + ". The same plan again does only the rest";
    }

    public Map<TableName, Exception> failed() {
        return failed;
    }

    public List<TableName> skipped() {
        return skipped;
    }

    /** Interrupted work is not a fault of the models. */
    @Override
    public int exitCode() {
        boolean interrupted = failed.values().stream().allMatch(InterruptedWorkException.class::isInstance);
        return interrupted ? InterruptedWorkException.EXIT_CODE : 1;
    }
}
