package dev.vmsh.project.files;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.Problem;
import dev.vmsh.project.definition.Problems;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which keys a configuration may have, at its root and in the sections that change nothing here. */
final class ConfigKeys {
    /** Keys that mean something here. */
    private static final Set<String> USED = Set.of(
            "gateways",
            "gateway",
            "default_gateway",
            "default_connection",
            "default_test_connection",
            "project",
            "model_defaults",
            "variables",
            "before_all",
            "after_all",
            "environment_ttl",
            "snapshot_ttl",
            "history_ttl",
            "pinned_environments",
            "default_target_environment",
            "physical_schema_mapping",
            "physical_schema_override",
            "physical_table_naming_convention",
            "environment_suffix_target",
            "environment_catalog_mapping",
            "gateway_managed_virtual_layer",
            "virtual_environment_mode",
            "time_column_format",
            "ignore_patterns",
            "cache_dir",
            "plan",
            "linter",
            "model_naming");

    /** Keys that a project may have and that change nothing here. */
    private static final Set<String> UNUSED = Set.of(
            "default_scheduler",
            "env_vars",
            "infer_python_dependencies",
            "log_limit",
            "users",
            "username",
            "notification_targets",
            "loader",
            "loader_kwargs",
            "disable_anonymized_analytics",
            "format",
            "migration",
            "ui",
            "cicd_bot",
            "dbt",
            "run",
            "janitor");

    /** What may stand in sections of {@link #UNUSED}. */
    private static final Map<String, Set<String>> SECTIONS = Map.of(
            "format",
                    Set.of(
                            "normalize",
                            "pad",
                            "indent",
                            "normalize_functions",
                            "leading_comma",
                            "max_text_width",
                            "append_newline",
                            "no_rewrite_casts"),
            "run", Set.of("environment_check_interval", "environment_check_max_wait"),
            "janitor", Set.of("warn_on_delete_failure", "expired_snapshots_batch_size"),
            "migration", Set.of("promoted_snapshots_only"),
            "ui", Set.of("format_on_save"),
            "dbt", Set.of("infer_state_schema_name"),
            "cicd_bot",
                    Set.of(
                            "type",
                            "invalidate_environment_after_deploy",
                            "enable_deploy_command",
                            "merge_method",
                            "command_namespace",
                            "auto_categorize_changes",
                            "default_pr_start",
                            "skip_pr_backfill",
                            "pr_include_unmodified",
                            "run_on_deploy_to_prod",
                            "pr_environment_name",
                            "pr_min_intervals",
                            "prod_branch_name",
                            "forward_only_branch_suffix",
                            "check_if_blocked_on_deploy_to_prod"));

    private static final Set<String> USER =
            Set.of("username", "github_username", "slack_username", "email", "roles", "notification_targets", "type");

    private final ConfigNodes nodes;
    private final Problems problems;

    ConfigKeys(ConfigNodes nodes, Problems problems) {
        this.nodes = nodes;
        this.problems = problems;
    }

    /**
     * Notes the keys that do not exist.
     *
     * @return those of the root that are given and change nothing
     */
    Set<String> check(YamlNode tree) {
        var unused = new TreeSet<String>();
        tree.entries().forEach((key, node) -> {
            if (UNUSED.contains(key)) {
                unused.add(key);
            } else if (!USED.contains(key)) {
                problems.add(unknown(key, node));
            }
        });
        SECTIONS.forEach((section, known) -> nodes.refuseUnknown(nodes.map(tree, section), section, known));
        nodes.refuseUnknown(nodes.map(tree, "model_naming"), "model_naming", Set.of("infer_names"));
        tree.get("users").ifPresent(users -> users.items().forEach(user -> nodes.refuseUnknown(user, "users", USER)));
        return unused;
    }

    private static Problem unknown(String key, YamlNode node) {
        if (key.equals("auto_categorize_changes") || key.equals("include_unmodified")) {
            return node.problem("'%s' is not a key of the root".formatted(key), "Move it under plan:");
        }
        var known = new TreeSet<>(USED);
        known.addAll(UNUSED);
        return node.problem(
                "'%s' is not a configuration key".formatted(key),
                NearName.of(key, known)
                        .map("Did you mean '%s'?"::formatted)
                        .orElse("Remove it, or move it to where it belongs"));
    }
}
