package dev.vmsh.project;

import dev.vmsh.macro.MacroValue;
import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project's configuration, defaults filled in. Durations are phrases as written ({@code in 1 week}).
 *
 * @param project the project's name; empty by default
 * @param gateways in file order; keys lower case
 * @param defaultGateway name of the gateway used when none is asked for
 * @param environmentTtl null if environments never expire
 * @param pinnedEnvironments sanitised names that never expire
 * @param physicalSchemaMapping pattern to schema, in file order, matched at the start of the model's schema
 * @param environmentCatalogMapping pattern to catalog, in file order
 * @param gatewayManagedViews whether the views of models that name a gateway are made there, and not on the session's
 * @param unusedKeys keys that were accepted but have no effect
 */
public record Config(
        String project,
        Map<String, Gateway> gateways,
        String defaultGateway,
        Dialect dialect,
        Map<String, MacroValue> variables,
        List<String> beforeAll,
        List<String> afterAll,
        String environmentTtl,
        String snapshotTtl,
        String historyTtl,
        Set<String> pinnedEnvironments,
        String defaultTargetEnvironment,
        Map<String, String> physicalSchemaMapping,
        TableNaming tableNaming,
        SuffixTarget suffixTarget,
        Map<String, String> environmentCatalogMapping,
        boolean gatewayManagedViews,
        PlanDefaults plan,
        Linter linter,
        String timeColumnFormat,
        Set<String> unusedKeys) {
    /** The same with other {@code before_all} and {@code after_all} statements. */
    public Config withStatements(List<String> before, List<String> after) {
        return new Config(
                project,
                gateways,
                defaultGateway,
                dialect,
                variables,
                before,
                after,
                environmentTtl,
                snapshotTtl,
                historyTtl,
                pinnedEnvironments,
                defaultTargetEnvironment,
                physicalSchemaMapping,
                tableNaming,
                suffixTarget,
                environmentCatalogMapping,
                gatewayManagedViews,
                plan,
                linter,
                timeColumnFormat,
                unusedKeys);
    }

    /** Where an environment's name goes in the names of its views. */
    public enum SuffixTarget {
        SCHEMA,
        TABLE,
        CATALOG
    }

    /** How physical tables are named. */
    public enum TableNaming {
        SCHEMA_AND_TABLE,
        TABLE_ONLY,
        HASH_MD5
    }

    /** How far categories are decided without asking. */
    public enum AutoCategorize {
        /** Always; breaking unless provably not. */
        FULL,
        /** Only when provably non-breaking. */
        SEMI,
        OFF
    }

    /** The {@code plan:} section. */
    public record PlanDefaults(
            boolean forwardOnly,
            AutoCategorize external,
            AutoCategorize sql,
            AutoCategorize seed,
            boolean includeUnmodified,
            boolean enablePreview,
            boolean noDiff,
            boolean noPrompts,
            boolean autoApply,
            boolean useFinalizedState,
            boolean alwaysRecreateEnvironment) {
        public static final PlanDefaults DEFAULT = new PlanDefaults(
                false,
                AutoCategorize.FULL,
                AutoCategorize.FULL,
                AutoCategorize.FULL,
                true,
                true,
                false,
                false,
                false,
                false,
                false);
    }

    /** The {@code linter:} section; rule names lower case, {@code all} for every rule. */
    public record Linter(boolean enabled, Set<String> rules, Set<String> warnRules, Set<String> ignoredRules) {
        public static final Linter OFF = new Linter(false, Set.of(), Set.of(), Set.of());
    }
}
