package dev.vmsh.work;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;

/** A blocking audit found faults. */
public final class AuditFailedException extends VmshException {
    private static final long serialVersionUID = 1L;

    AuditFailedException(Model model, Audits.Outcome outcome, Audits.Occasion occasion) {
        super(
                "audit %s of %s failed on %s: %s"
                        .formatted(
                                outcome.call().name(),
                                model.name(),
                                outcome.rows(),
                                String.join("; ", outcome.sample())),
                "Mend %s:%d or its input, then plan again; %s. The audit's query: %s"
                        .formatted(
                                model.file(),
                                model.line(),
                                occasion.consequence(),
                                outcome.sql().replaceAll("\\s+", " ").strip()));
    }
}
