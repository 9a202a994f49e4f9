package dev.vmsh.state;

/** Someone else is at work there. */
public class LeaseHeldException extends StateException {
    private static final long serialVersionUID = 1L;
    private final transient Lease held;

    public LeaseHeldException(Lease held, String message, String remedy) {
        super(message, remedy);
        this.held = held;
    }

    public Lease held() {
        return held;
    }
}
