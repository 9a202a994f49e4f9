package dev.vmsh.work;

import dev.vmsh.state.LeaseHolder;

/** Who is at the keyboard: for leases and the log. */
public record Identity(String user, String host, long pid) {
    /** {@code user@host}. */
    public String text() {
        return user + "@" + host;
    }

    /** Whether {@code holder} is this person on this machine, in whichever process. */
    boolean isSamePerson(LeaseHolder holder) {
        return user.equals(holder.user()) && host.equals(holder.host());
    }

    /** Whether {@code holder} is this very process. */
    boolean is(LeaseHolder holder) {
        return pid == holder.pid() && host.equals(holder.host());
    }

    /** Whether {@code holder} is known to be dead: it ran on this machine, and its process is gone. */
    boolean knowsDead(LeaseHolder holder) {
        return host.equals(holder.host())
                && ProcessHandle.of(holder.pid()).filter(ProcessHandle::isAlive).isEmpty();
    }

    LeaseHolder doing(String what) {
        return new LeaseHolder(user, host, pid, what);
    }
}
