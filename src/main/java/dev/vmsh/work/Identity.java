package dev.vmsh.work;

import dev.vmsh.state.LeaseHolder;

/** Who is at the keyboard: for leases and the log. */
public record Identity(String user, String host, long pid) {
    /** {@code user@host}. */
    public String text() {
        return user + "@" + host;
    }

    LeaseHolder doing(String what) {
        return new LeaseHolder(user, host, pid, what);
    }
}
