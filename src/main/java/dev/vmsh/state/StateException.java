package dev.vmsh.state;

import dev.vmsh.problem.VmshException;

/** The state store failed or refused. */
public class StateException extends VmshException {
    private static final long serialVersionUID = 1L;

    public StateException(String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
    }

    public StateException(String message, String remedy) {
        super(message, remedy);
    }
}
