package dev.vmsh.work;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;

/** A blocking audit found faults; the batch was taken back. */
public final class AuditFailedException extends VmshException {
    private static final long serialVersionUID = 1L;

    AuditFailedException(Model model, Audits.Outcome outcome) {
        super(
                "audit %s of %s failed on %d row%s: %s"
                        .formatted(
                                outcome.call().name(),
                                model.name(),
                                outcome.failures(),
                                outcome.failures() == 1 ? "" : "s",
                                String.join("; ", outcome.sample())),
                "Mend %s:%d or its input, then plan again; the table is as it was. The audit's query: %s"
                        .formatted(
                                model.file(),
                                model.line(),
                                outcome.sql().replaceAll("\\s+", " ").strip()));
    }
}
