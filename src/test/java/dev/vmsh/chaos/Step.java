package dev.vmsh.chaos;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a transaction is for, told by the statements in it. The first that fits counts. */
enum Step {
    VIEWS_APART("INSERT INTO .*warehouse_marks.*'promotion'", "the views move"),
    ROWS_APART("INSERT INTO .*warehouse_marks.*'batch'", "the rows of a batch are written"),
    MARK_GOES("DELETE FROM .*warehouse_marks", "a mark in the warehouse goes"),
    IDENTITY("warehouse_marks", "the warehouse is marked"),
    INTENT("INSERT INTO .*\"plans\".*'promoting'", "the promotion is announced"),
    PROMOTION("INSERT INTO .*\"environment_log\"", "the promotion is recorded"),
    ENVIRONMENT_ENDS("DELETE FROM .*\"environments\"", "an environment goes"),
    ENVIRONMENT("INSERT INTO .*\"environments\"", "an environment's record changes"),
    BATCH("INSERT INTO .*\"plan_batches\"", "a batch is recorded"),
    JOURNAL("INSERT INTO .*\"plans\"", "the plan is written into the journal"),
    JOURNAL_ENDS("DELETE FROM .*\"plans\"", "the plan leaves the journal"),
    TABLE_GOES("DELETE FROM .*\"snapshots\"", "a table goes"),
    HISTORY_ENDS("DELETE FROM .*\"environment_log\"", "a rollback point ends"),
    LEASE("INSERT INTO .*\"leases\"", "a lease is taken"),
    LEASE_ENDS("DELETE FROM .*\"leases\"", "a lease is given back"),
    LAYOUT("\"versions\"", "the store is made"),
    INTERVALS("\"intervals\"", "intervals change"),
    MARKS("\"commits\"", "marks of commits go"),
    SCHEMA("CREATE SCHEMA", "a schema is made"),
    CREATION("CREATE (OR REPLACE )?(TABLE|VIEW)", "a table is made"),
    AFTER_ALL("INSERT INTO told", "a statement after all runs"),
    HEARTBEAT("UPDATE .*\"leases\"", "a heart beats");

    private static final Pattern AMID_VIEWS = Pattern.compile("(CREATE|DROP) .*\\bVIEW\\b");
    private static final Pattern AMID_ROWS = Pattern.compile("INSERT INTO \"sqlmesh__");

    private final Pattern pattern;
    private final String name;

    Step(String pattern, String name) {
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
        this.name = name;
    }

    /** What a statement in the middle of a transaction does; empty if it is of no interest. */
    static Optional<String> amid(String sql) {
        if (AMID_VIEWS.matcher(sql).lookingAt()) {
            return Optional.of("amid the views");
        }
        return AMID_ROWS.matcher(sql).lookingAt() ? Optional.of("amid the rows") : Optional.empty();
    }

    /** The name of the step that {@code statements} are; empty if they write nothing worth a name. */
    static Optional<String> of(List<String> statements) {
        for (Step step : values()) {
            if (statements.stream().anyMatch(sql -> step.pattern.matcher(sql).find())) {
                return Optional.of(step.name);
            }
        }
        return Optional.empty();
    }
}
