package dev.vmsh.state.jdbc;

import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LeaseHolder;
import dev.vmsh.state.LeaseLostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Leases as rows. The clock is the database's alone. Every grant of a resource counts its fence up, in a table whose rows are never
 * deleted, so that no two grants are ever taken for each other.
 */
final class StateLeases {
    private static final String COLUMNS =
            "resource, fence, shared, holder_user, holder_host, holder_pid, doing, granted_at, heartbeat_at, expires_at";

    private final StateTables tables;
    private final StateDialect dialect;

    StateLeases(StateTables tables, StateDialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /**
     * Inside a transaction of its own.
     *
     * @throws LeaseHeldException if another holder is alive and either of the two wants it alone
     */
    Lease acquire(StateSession session, String resource, LeaseHolder holder, boolean shared, Duration ttl) {
        dialect.lock(session, "lease %s %s".formatted(tables.schema(), resource));
        String mine = "resource = " + Sql.text(resource);
        String inTheWay = shared ? " AND NOT shared" : "";
        List<Lease> held = session.rows(
                "SELECT %s FROM %s WHERE %s AND expires_at > %s%s ORDER BY fence"
                        .formatted(COLUMNS, tables.of(StateTables.LEASES), mine, dialect.clock(), inTheWay),
                StateLeases::lease);
        if (!held.isEmpty()) {
            throw held(held.get(0));
        }
        session.run("DELETE FROM %s WHERE %s AND expires_at <= %s"
                .formatted(tables.of(StateTables.LEASES), mine, dialect.clock()));
        session.run("INSERT INTO %1$s AS f VALUES (%2$s, 1) ON CONFLICT (resource) DO UPDATE SET fence = f.fence + 1"
                .formatted(tables.of(StateTables.FENCES), Sql.text(resource)));
        session.run("""
                INSERT INTO %s (%s)
                SELECT resource, fence, %s, %s, %s, %s, %s, moment, moment, moment + INTERVAL '%d milliseconds'
                FROM %s, %s WHERE %s""".formatted(
                        tables.of(StateTables.LEASES),
                        COLUMNS,
                        shared,
                        Sql.text(holder.user()),
                        Sql.text(holder.host()),
                        holder.pid(),
                        Sql.text(holder.doing()),
                        ttl.toMillis(),
                        tables.of(StateTables.FENCES),
                        moment(),
                        mine));
        return session.rows(
                        "SELECT %s FROM %s WHERE %s ORDER BY fence DESC LIMIT 1"
                                .formatted(COLUMNS, tables.of(StateTables.LEASES), mine),
                        StateLeases::lease)
                .get(0);
    }

    private static LeaseHeldException held(Lease lease) {
        String what = lease.resource().equals(Lease.LAYOUT)
                ? "the physical layer"
                : "the environment '" + lease.resource() + "'";
        return new LeaseHeldException(
                lease,
                "%s is in use by %s since %s"
                        .formatted(what, lease.holder(), lease.since().truncatedTo(ChronoUnit.SECONDS)),
                "Wait for it; if that process is gone, the lease ends by itself at %s".formatted(lease.expires()));
    }

    /** A source of one row: a clock that is asked twice in one statement may give two times, this gives one. */
    private String moment() {
        return "(SELECT %s AS moment) AS clock".formatted(dialect.clock());
    }

    /** The lease lives on for as long again as it was granted for. */
    void heartbeat(StateSession session, Lease lease) {
        long ttl = Duration.between(lease.heartbeat(), lease.expires()).toMillis();
        long rows = session.run(
                "UPDATE %s SET heartbeat_at = moment, expires_at = moment + INTERVAL '%d milliseconds' FROM %s WHERE %s"
                        .formatted(tables.of(StateTables.LEASES), ttl, moment(), row(lease)));
        if (rows == 0) {
            throw lost(lease);
        }
    }

    void release(StateSession session, Lease lease) {
        session.run("DELETE FROM %s WHERE %s".formatted(tables.of(StateTables.LEASES), row(lease)));
    }

    void breakAll(StateSession session, String resource) {
        session.run("DELETE FROM %s WHERE resource = %s".formatted(tables.of(StateTables.LEASES), Sql.text(resource)));
    }

    /** @throws LeaseLostException if one of them is not held any more */
    void check(StateSession session, Collection<Lease> held) {
        requireAll(
                held,
                session.rows(
                        "SELECT resource FROM %s WHERE %s".formatted(tables.of(StateTables.LEASES), among(held)),
                        row -> row.text(0)));
    }

    /** A condition that holds for the rows of {@code leases}, which must not be empty. */
    static String among(Collection<Lease> leases) {
        return leases.stream().map(lease -> "(" + row(lease) + ")").collect(Collectors.joining(" OR "));
    }

    /**
     * @param found resources of which the row was there
     * @throws LeaseLostException if one of {@code held} is not among them
     */
    static void requireAll(Collection<Lease> held, Collection<String> found) {
        for (Lease lease : held) {
            if (!found.contains(lease.resource())) {
                throw lost(lease);
            }
        }
    }

    private static LeaseLostException lost(Lease lease) {
        return new LeaseLostException(
                "the lease on '%s' was taken over by another session; this one changes nothing more"
                        .formatted(lease.resource()),
                "Look at what the other one does with 'status', then plan again");
    }

    List<Lease> all(StateSession session) {
        return session.rows(
                "SELECT %s FROM %s ORDER BY resource, fence".formatted(COLUMNS, tables.of(StateTables.LEASES)),
                StateLeases::lease);
    }

    private static String row(Lease lease) {
        return "resource = %s AND fence = %d".formatted(Sql.text(lease.resource()), lease.fence());
    }

    private static Lease lease(StateSession.Row row) {
        return new Lease(
                row.text(0),
                new LeaseHolder(row.text(3), row.text(4), row.number(5), row.text(6)),
                row.flag(2),
                row.number(1),
                row.time(7),
                row.time(8),
                row.time(9));
    }
}
