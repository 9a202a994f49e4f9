package dev.vmsh.problem;

import java.util.List;

/** A failure that one place in the project's files is to blame for. */
public final class PlacedException extends VmshException {
    private static final long serialVersionUID = 1L;

    /** @param message names the place, for those who see nothing but it */
    public PlacedException(String message, Problem problem, Throwable cause) {
        super(message, problem.remedy(), List.of(problem), cause);
    }
}
