package dev.vmsh.work;

import dev.vmsh.problem.Problem;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.lint.Finding;
import java.util.List;

/** Models break rules of the linter, so nothing else was done: exit code 3. */
public final class LintFailedException extends VmshException {
    private static final long serialVersionUID = 1L;

    /** @param errors what stands in the way */
    public LintFailedException(List<Finding> errors) {
        super(
                errors.size() == 1
                        ? "the linter found an error, nothing was planned: " + told(errors.get(0))
                        : "the linter found %d errors, nothing was planned".formatted(errors.size()),
                "Type 'lint' to see all that it has to say, or add --skip-linter",
                errors.stream().map(LintFailedException::problem).toList(),
                null);
    }

    private static String told(Finding finding) {
        return "%s: %s: %s".formatted(finding.place(), finding.rule(), finding.message());
    }

    private static Problem problem(Finding finding) {
        return new Problem(finding.model().file(), finding.line(), 0, finding.rule() + ": " + finding.message(), "");
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
