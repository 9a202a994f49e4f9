package dev.vmsh.work;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Plans that stopped before they were through, and how to do the rest of them. */
public final class Unfinished {
    private final Connections connections;
    private final PlanService plans;
    private final RollbackService rollbacks;
    private final Identity identity;

    public Unfinished(Connections connections, PlanService plans, RollbackService rollbacks, Identity identity) {
        this.connections = connections;
        this.plans = plans;
        this.rollbacks = rollbacks;
        this.identity = identity;
    }

    /**
     * The rest of a plan.
     *
     * @param plan to be applied; empty of work if nothing is left
     * @param from the entry of the plan that stopped
     * @param done what that plan has computed
     */
    public record Rest(Plan plan, JournalEntry from, Set<DoneBatch> done) {}

    /** Plans of {@code gateway} that stopped, oldest first; those that a living session is still at are not among them. */
    public List<JournalEntry> all(String gateway) {
        StateStore state = connections.state(gateway);
        List<JournalEntry> entries = state.unfinished();
        if (entries.isEmpty()) {
            return entries;
        }
        Instant now = state.now();
        List<Lease> alive = state.leases().stream()
                .filter(lease -> lease.expires().isAfter(now) && !identity.knowsDead(lease.holder()))
                .toList();
        return entries.stream()
                .filter(entry -> alive.stream()
                        .noneMatch(lease -> lease.resource().equals(entry.environment())
                                && lease.holder().doing().contains(entry.planId())))
                .toList();
    }

    /** Of each environment the one that stopped last, which is the one that can be resumed. */
    public List<JournalEntry> latest(String gateway) {
        var latest = new TreeMap<String, JournalEntry>();
        for (JournalEntry entry : all(gateway)) {
            latest.merge(
                    entry.environment(), entry, BinaryOperator.maxBy(Comparator.comparing(JournalEntry::startedAt)));
        }
        return List.copyOf(latest.values());
    }

    /** Those of one environment. */
    public List<JournalEntry> of(String gateway, EnvironmentName name) {
        return all(gateway).stream()
                .filter(entry -> entry.environment().equals(name.identifier()))
                .toList();
    }

    /**
     * What is left of the plan of {@code name} that stopped last. The request is the same; a restatement also keeps its execution time and
     * leaves out what it has computed.
     *
     * @throws UsageException if no plan of it stopped
     */
    public Rest rest(String gateway, EnvironmentName name) {
        JournalEntry entry = of(gateway, name).stream()
                .max(Comparator.comparing(JournalEntry::startedAt))
                .orElseThrow(() -> new UsageException(
                        "no plan of %s is unfinished".formatted(name),
                        "See 'environments' and 'log %s'".formatted(name.typed())));
        PlanRequest request = request(entry);
        if (request.rollbackTo() != null) {
            return new Rest(rollbacks.propose(gateway, name, request.rollbackTo()), entry, Set.of());
        }
        Plan plan = plans.propose(gateway, request);
        Set<DoneBatch> done = connections.state(gateway).done(entry.planId());
        return new Rest(
                request.selection().restate().isEmpty() ? plan : without(withForgotten(plan, gateway, request), done),
                entry,
                done);
    }

    /** A restatement forgets first what it computes again; where it forgot everything, the rest is what a run finds missing. */
    private Plan withForgotten(Plan plan, String gateway, PlanRequest request) {
        Set<TableName> found = plan.backfill().stream().map(Backfill::model).collect(Collectors.toSet());
        Plan missing =
                plans.proposeRun(gateway, request.with(request.selection().withoutRestatement()));
        var all = new ArrayList<>(plan.backfill());
        missing.backfill().stream()
                .filter(backfill -> plan.restated().containsKey(backfill.model()) && !found.contains(backfill.model()))
                .forEach(all::add);
        return plan.withBackfill(all);
    }

    private static PlanRequest request(JournalEntry entry) {
        try {
            return RequestJson.read(entry.detail());
        } catch (IllegalArgumentException e) {
            throw new VmshException(
                    "what plan %s was asked for cannot be read: %s".formatted(entry.planId(), e.getMessage()),
                    "Type 'plan %s' instead; it does the rest too".formatted(entry.environment()),
                    e);
        }
    }

    private static Plan without(Plan plan, Set<DoneBatch> done) {
        var left = new ArrayList<Backfill>();
        for (Backfill backfill : plan.backfill()) {
            var batches = backfill.batches().stream()
                    .filter(interval -> !done.contains(new DoneBatch(backfill.table(), interval)))
                    .toList();
            if (!batches.isEmpty()) {
                left.add(backfill.only(batches));
            }
        }
        return plan.withBackfill(left);
    }

    /** Gives up what is left of plans of {@code name}. What they computed stays. @return the entries given up */
    public List<JournalEntry> forget(String gateway, EnvironmentName name) {
        StateStore state = connections.state(gateway);
        List<JournalEntry> gone = of(gateway, name);
        if (!gone.isEmpty()) {
            state.transaction(transaction -> {
                gone.forEach(entry -> transaction.deleteJournal(entry.planId()));
                return null;
            });
        }
        return gone;
    }

    /** One line for people, that says how to go on. */
    public static String sentence(JournalEntry entry) {
        return "plan %s on %s stopped at %d/%d batches (%s, %s); 'resume %s' does the rest"
                .formatted(
                        entry.planId(),
                        entry.environment(),
                        entry.done(),
                        Math.max(entry.done(), entry.total()),
                        entry.by(),
                        entry.startedAt().truncatedTo(ChronoUnit.SECONDS),
                        entry.environment());
    }

    /** The same about the last of {@code name}, if there is any. */
    public Optional<String> sentence(String gateway, EnvironmentName name) {
        return of(gateway, name).stream()
                .max(Comparator.comparing(JournalEntry::startedAt))
                .map(Unfinished::sentence);
    }
}
