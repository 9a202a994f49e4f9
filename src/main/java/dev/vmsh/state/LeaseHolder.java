package dev.vmsh.state;

/** Who holds a lease, for people: {@code user} on {@code host}, process {@code pid}, doing {@code doing}. */
public record LeaseHolder(String user, String host, long pid, String doing) {
    @Override
    public String toString() {
        return "%s@%s (pid %d, %s)".formatted(user, host, pid, doing);
    }
}
