package dev.vmsh.work;

import dev.vmsh.problem.VmshException;

/** The user stopped the work. What was finished stays recorded. */
public final class InterruptedWorkException extends VmshException {
    private static final long serialVersionUID = 1L;
    static final int EXIT_CODE = 130;

    InterruptedWorkException() {
        super("interrupted", "The same plan again does only the rest");
    }

    @Override
    public int exitCode() {
        return EXIT_CODE;
    }
}
