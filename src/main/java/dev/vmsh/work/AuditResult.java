package dev.vmsh.work;

import dev.vmsh.sql.TableName;
import dev.vmsh.work.TestResult.Status;
import java.util.List;

/**
 * How one audit of one model went.
 *
 * @param model null for an audit that belongs to none
 * @param failures how many rows are at fault
 * @param sample the first of them as text
 * @param sql what was asked; empty if nothing was
 * @param message why it was skipped or could not be run; empty otherwise
 */
public record AuditResult(
        String name, TableName model, Status status, long failures, List<String> sample, String sql, String message) {
    public AuditResult {
        sample = List.copyOf(sample);
    }
}
