package dev.vmsh.environment;

import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An environment as recorded: pointers from models to tables, and nothing else that holds data. Immutable.
 *
 * @param planId the plan that wrote it
 * @param previousPlanId the plan before; null for the first
 * @param createdFrom the environment it was made from; null for one made from nothing
 * @param finalizedAt null while an apply is under way or was interrupted
 * @param expiresAt null for never
 * @param pointers one for each model, in name order
 * @param beforeAll statements run before each apply
 * @param afterAll statements run after it
 * @param afterAllPending whether the last apply was finalised but its {@code after_all} has not succeeded yet
 * @param changed tables that it has changed in place, which only prod does
 */
public record Environment(
        EnvironmentName name,
        String planId,
        String previousPlanId,
        EnvironmentName createdFrom,
        Instant createdAt,
        Instant finalizedAt,
        Instant expiresAt,
        List<Pointer> pointers,
        List<String> beforeAll,
        List<String> afterAll,
        boolean afterAllPending,
        ChangedTables changed) {
    public Environment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(planId, "planId");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(changed, "changed");
        pointers = List.copyOf(pointers);
        beforeAll = List.copyOf(beforeAll);
        afterAll = List.copyOf(afterAll);
    }

    public boolean finalized() {
        return finalizedAt != null;
    }

    public boolean expired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /**
     * The same environment, ending at another time.
     *
     * @param at null for never
     */
    public Environment expiringAt(Instant at) {
        return new Environment(
                name,
                planId,
                previousPlanId,
                createdFrom,
                createdAt,
                finalizedAt,
                at,
                pointers,
                beforeAll,
                afterAll,
                afterAllPending,
                changed);
    }

    /** The same with other pointers. */
    public Environment with(List<Pointer> others) {
        return new Environment(
                name,
                planId,
                previousPlanId,
                createdFrom,
                createdAt,
                finalizedAt,
                expiresAt,
                others,
                beforeAll,
                afterAll,
                afterAllPending,
                changed);
    }

    /** The same, with tables that it has begun to change. */
    public Environment with(ChangedTables others) {
        return new Environment(
                name,
                planId,
                previousPlanId,
                createdFrom,
                createdAt,
                finalizedAt,
                expiresAt,
                pointers,
                beforeAll,
                afterAll,
                afterAllPending,
                others);
    }

    /** The same, with its pointers moved; statements that come after that have not run yet. */
    public Environment finalizedAt(Instant at) {
        return new Environment(
                name,
                planId,
                previousPlanId,
                createdFrom,
                createdAt,
                at,
                expiresAt,
                pointers,
                beforeAll,
                afterAll,
                !afterAll.isEmpty(),
                changed);
    }

    /** The same, with nothing left to be run. */
    public Environment afterAllDone() {
        return new Environment(
                name,
                planId,
                previousPlanId,
                createdFrom,
                createdAt,
                finalizedAt,
                expiresAt,
                pointers,
                beforeAll,
                afterAll,
                false,
                changed);
    }

    public Optional<Pointer> pointer(TableName model) {
        return pointers.stream().filter(p -> p.model().equals(model)).findFirst();
    }

    /** The pointers by model. */
    public Map<TableName, Pointer> byModel() {
        return pointers.stream().collect(Collectors.toMap(Pointer::model, Function.identity()));
    }
}
