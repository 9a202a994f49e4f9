package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.SnapshotUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a clean-up must leave: what environments point at, what the plans need that a rollback may go back to, and what a plan that stopped
 * has computed, so that it can be resumed.
 */
final class Needed {
    /** However long ago they were: so many plans of each environment can be gone back to. */
    private static final int PLANS_KEPT = 5;

    private final Set<SnapshotId> snapshots = new HashSet<>();
    private final Set<TableName> tables = new HashSet<>();
    private final Set<TableName> unfinished = new HashSet<>();
    private final List<LogEntry> outdated = new ArrayList<>();

    /**
     * @param kept the environments that stay
     * @param log of all environments, newest first
     * @param historyTtl how long a plan can be gone back to
     */
    Needed(List<Environment> kept, List<LogEntry> log, String historyTtl, Instant now) {
        Set<EnvironmentName> alive = new HashSet<>();
        for (Environment environment : kept) {
            alive.add(environment.name());
            add(environment);
        }
        Map<EnvironmentName, Integer> seen = new HashMap<>();
        for (LogEntry entry : log) {
            EnvironmentName name = entry.environment().name();
            int newer = seen.merge(name, 1, Integer::sum) - 1;
            boolean promised = newer < PLANS_KEPT
                    || TimeExpression.parse(historyTtl).asExpiry(entry.at()).isAfter(now);
            if (alive.contains(name) && promised) {
                add(entry.environment());
            } else {
                outdated.add(entry);
            }
        }
    }

    private void add(Environment environment) {
        for (Pointer pointer : environment.pointers()) {
            snapshots.add(pointer.snapshot());
            if (pointer.table() != null) {
                tables.add(pointer.table());
            }
            if (pointer.storage() != null) {
                tables.add(pointer.storage().table());
            }
        }
    }

    /** Takes note of a plan that stopped and can be resumed, and of the tables that it has computed batches of. */
    void add(JournalEntry plan, Set<DoneBatch> done) {
        if (plan.intended() != null) {
            add(plan.intended());
        }
        done.forEach(batch -> unfinished.add(batch.table()));
    }

    /** Takes note of a version that stays though nothing points at it. */
    void add(SnapshotUse use) {
        if (use.storage() != null) {
            tables.add(use.storage().table());
            tables.add(use.storage().devTable());
        }
    }

    boolean has(SnapshotUse use) {
        return snapshots.contains(use.id())
                || (use.storage() != null
                        && (unfinished.contains(use.storage().table())
                                || unfinished.contains(use.storage().devTable())));
    }

    Set<TableName> tables() {
        return tables;
    }

    /** Log entries that nobody can go back to any more. */
    List<LogEntry> outdated() {
        return outdated;
    }
}
