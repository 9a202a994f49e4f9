package dev.vmsh.work;

import dev.vmsh.problem.VmshException;

/** The user stopped the work. What was finished stays recorded. */
public final class InterruptedWorkException extends VmshException {
    private static final long serialVersionUID = 1L;
    static final int EXIT_CODE = 130;

    InterruptedWorkException() {
        this("interrupted", "");
    }

    private InterruptedWorkException(String message, String remedy) {
        super(message, remedy);
    }

    /** @param batches how many were finished before */
    static InterruptedWorkException after(int batches) {
        return new InterruptedWorkException(
                batches == 1
                        ? "interrupted: 1 batch is done and stays done"
                        : "interrupted: %d batches are done and stay done".formatted(batches),
                "The same command again does only the rest; so does 'resume' for a plan");
    }

    @Override
    public int exitCode() {
        return EXIT_CODE;
    }
}
