package dev.vmsh.state;

/** The lease was taken over by another session; nothing more may be written under it. */
public class LeaseLostException extends StateException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String message, String remedy) {
        super(message, remedy);
    }
}
