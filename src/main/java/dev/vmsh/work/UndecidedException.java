package dev.vmsh.work;

import dev.vmsh.plan.Change;
import dev.vmsh.problem.VmshException;
import java.util.List;

/** A plan that the user has not finished deciding. Exit code 3. */
public final class UndecidedException extends VmshException {
    private static final long serialVersionUID = 1L;

    public UndecidedException(List<Change> undecided) {
        super(
                "it is not decided whether these changes are breaking: "
                        + String.join(
                                ", ",
                                undecided.stream()
                                        .map(change -> change.model().toString())
                                        .toList()),
                "Say --breaking MODEL or --non-breaking MODEL for each");
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
