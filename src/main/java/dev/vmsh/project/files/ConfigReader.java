package dev.vmsh.project.files;

import dev.vmsh.interval.TimeExpression;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Config;
import dev.vmsh.project.Config.AutoCategorize;
import dev.vmsh.project.Config.PlanDefaults;
import dev.vmsh.project.Config.SuffixTarget;
import dev.vmsh.project.Config.TableNaming;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.definition.ModelDefaults;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.WrittenDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Turns a merged configuration tree into {@link Settings}, noting every fault. Used once. */
final class ConfigReader {
    private static final Set<String> PLAN = Set.of(
            "forward_only",
            "auto_categorize_changes",
            "include_unmodified",
            "enable_preview",
            "no_diff",
            "no_prompts",
            "auto_apply",
            "use_finalized_state",
            "always_recreate_environment");
    private static final List<String> DEFAULT_IGNORED = List.of(".ipynb_checkpoints/*");

    private final ConfigNodes nodes;
    private final YamlNode tree;
    private final Path root;
    private final Problems problems;
    private final Set<String> unused = new TreeSet<>();

    /** @param file the project's configuration file, for what has no place of its own */
    ConfigReader(YamlNode tree, String file, Path root, Problems problems) {
        this.tree = tree;
        this.root = root;
        this.problems = problems;
        this.nodes = new ConfigNodes(file, problems);
    }

    Settings read() {
        unused.addAll(new ConfigKeys(nodes, problems).check(tree));
        refuseUnsupported();
        Map<String, Gateway> gateways = new GatewayReader(tree, root, nodes, unused).read();
        String defaultGateway = defaultGateway(gateways);
        Map<String, YamlNode> gatewayDefaults = new LinkedHashMap<>();
        GatewayReader.gatewayNodes(tree)
                .forEach((name, node) -> node.get("model_defaults").ifPresent(own -> gatewayDefaults.put(name, own)));
        var defaultsReader = new ModelDefaultsReader(nodes, unused);
        YamlNode rootDefaults = nodes.map(tree, "model_defaults");
        var defaults = new LinkedHashMap<String, ModelDefaults>();
        for (String gateway : gateways.keySet()) {
            YamlNode own = gatewayDefaults.get(gateway);
            defaults.put(gateway, defaultsReader.read(own == null ? rootDefaults : rootDefaults.merged(own)));
        }
        Dialect dialect = dialect(rootDefaults, gateways.get(defaultGateway));
        Config config = new Config(
                nodes.text(tree, "project", ""),
                Collections.unmodifiableMap(gateways),
                defaultGateway,
                dialect,
                variables(nodes.map(tree, "variables")),
                nodes.texts(tree, "before_all"),
                nodes.texts(tree, "after_all"),
                tree.entries().containsKey("environment_ttl") ? ttl("environment_ttl", null) : "in 1 week",
                ttl("snapshot_ttl", "in 1 week"),
                ttl("history_ttl", "in 1 week"),
                nodes.texts(tree, "pinned_environments").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("\\W", "_"))
                        .collect(Collectors.toUnmodifiableSet()),
                nodes.text(tree, "default_target_environment", "prod"),
                physicalSchemaMapping(),
                nodes.choice(tree, "physical_table_naming_convention", TableNaming.SCHEMA_AND_TABLE),
                nodes.choice(tree, "environment_suffix_target", SuffixTarget.SCHEMA),
                patterns("environment_catalog_mapping"),
                nodes.flag(tree, "gateway_managed_virtual_layer", false),
                plan(),
                new LinterReader(nodes, Files.isDirectory(root.resolve("linter")), problems).read(tree),
                nodes.text(tree, "time_column_format", "%Y-%m-%d"),
                Collections.unmodifiableSet(unused));
        checkTogether(config);
        return new Settings(
                config,
                defaults,
                nodes.flag(nodes.map(tree, "model_naming"), "infer_names", false),
                tree.get("ignore_patterns").isPresent() ? nodes.texts(tree, "ignore_patterns") : DEFAULT_IGNORED,
                nodes.path(tree, "cache_dir", ".cache"));
    }

    private void refuseUnsupported() {
        tree.get("virtual_environment_mode")
                .filter(node -> !node.text().equalsIgnoreCase("full"))
                .ifPresent(node -> problems.add(node.problem(
                        "virtual_environment_mode '%s' is not supported".formatted(node.text()),
                        "Remove it: environments are always full ones")));
    }

    private String defaultGateway(Map<String, Gateway> gateways) {
        String name = nodes.text(tree, "default_gateway", "").toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !gateways.containsKey(name) && !gateways.isEmpty()) {
            problems.add(tree.entries()
                    .get("default_gateway")
                    .problem("There is no gateway '%s'".formatted(name), NearName.hintOrAll(name, gateways.keySet())));
        }
        if (gateways.containsKey(name)) {
            return name;
        }
        return gateways.keySet().stream().findFirst().orElse("");
    }

    /** The project's dialect; an empty one is that of the warehouse. */
    private Dialect dialect(YamlNode defaults, Gateway gateway) {
        String engine = gateway == null ? "duckdb" : gateway.connection().type();
        if (!defaults.entries().containsKey("dialect")) {
            problems.add(nodes.problem(
                    defaults.line() > 0 ? defaults : tree,
                    "model_defaults.dialect is missing",
                    "Write model_defaults: {dialect: %s}".formatted(engine.isEmpty() ? "duckdb" : engine)));
            return Dialect.DUCKDB;
        }
        YamlNode node = defaults.entries().get("dialect");
        String text = node.text().strip();
        try {
            WrittenDialect dialect = WrittenDialect.of(text.isEmpty() || text.startsWith(",") ? engine + text : text);
            if (dialect.strategy() != null) {
                unused.add("model_defaults.dialect: normalization_strategy");
            }
            return dialect.dialect();
        } catch (SqlException e) {
            problems.add(nodes.problem(node, e.getMessage(), e.remedy()));
            return Dialect.DUCKDB;
        }
    }

    static Map<String, MacroValue> variables(YamlNode map) {
        var variables = new LinkedHashMap<String, MacroValue>();
        map.entries().forEach((name, node) -> variables.put(name.toLowerCase(Locale.ROOT), MacroValues.of(node)));
        return variables;
    }

    /** A lifetime as a phrase; checked to lie in the future, whatever now is. */
    private String ttl(String key, String fallback) {
        String text = nodes.text(tree, key, fallback);
        if (text != null && tree.get(key).isPresent()) {
            try {
                TimeExpression.parse(text).asExpiry(Instant.EPOCH);
            } catch (VmshException e) {
                problems.add(tree.entries().get(key).problem(key + ": " + e.getMessage(), e.remedy()));
            }
        }
        return text;
    }

    private Map<String, String> physicalSchemaMapping() {
        Map<String, String> mapping = patterns("physical_schema_mapping");
        YamlNode override = nodes.map(tree, "physical_schema_override");
        if (override.entries().isEmpty()) {
            return mapping;
        }
        if (!mapping.isEmpty()) {
            problems.add(override.problem(
                    "physical_schema_override and physical_schema_mapping cannot both be given", "Use the mapping"));
        }
        var exact = new LinkedHashMap<String, String>();
        override.entries().forEach((schema, node) -> exact.put("^" + schema + "$", node.text()));
        return Collections.unmodifiableMap(exact);
    }

    private Map<String, String> patterns(String key) {
        var patterns = new LinkedHashMap<String, String>();
        nodes.map(tree, key).entries().forEach((pattern, node) -> {
            try {
                Pattern.compile(pattern);
                patterns.put(pattern, node.text());
            } catch (PatternSyntaxException e) {
                problems.add(node.problem(
                        "'%s' is not a regular expression: %s".formatted(pattern, e.getDescription()),
                        "Correct the pattern"));
            }
        });
        return Collections.unmodifiableMap(patterns);
    }

    private PlanDefaults plan() {
        YamlNode plan = nodes.map(tree, "plan");
        nodes.refuseUnknown(plan, "plan", PLAN);
        YamlNode categories = nodes.map(plan, "auto_categorize_changes");
        nodes.refuseUnknown(categories, "plan.auto_categorize_changes", Set.of("external", "python", "sql", "seed"));
        PlanDefaults fallback = PlanDefaults.DEFAULT;
        return new PlanDefaults(
                nodes.flag(plan, "forward_only", fallback.forwardOnly()),
                category(categories, "external", fallback.external()),
                category(categories, "sql", fallback.sql()),
                category(categories, "seed", fallback.seed()),
                nodes.flag(plan, "include_unmodified", fallback.includeUnmodified()),
                nodes.flag(plan, "enable_preview", fallback.enablePreview()),
                nodes.flag(plan, "no_diff", fallback.noDiff()),
                nodes.flag(plan, "no_prompts", fallback.noPrompts()),
                nodes.flag(plan, "auto_apply", fallback.autoApply()),
                nodes.flag(plan, "use_finalized_state", fallback.useFinalizedState()),
                nodes.flag(plan, "always_recreate_environment", fallback.alwaysRecreateEnvironment()));
    }

    private AutoCategorize category(YamlNode categories, String key, AutoCategorize fallback) {
        return nodes.choice(categories, key, fallback);
    }

    private void checkTogether(Config config) {
        if (config.suffixTarget() == SuffixTarget.CATALOG
                && !config.environmentCatalogMapping().isEmpty()) {
            problems.add(tree.entries()
                    .get("environment_catalog_mapping")
                    .problem(
                            "environment_catalog_mapping cannot be used with environment_suffix_target: catalog",
                            "Remove one of the two"));
        }
    }
}
