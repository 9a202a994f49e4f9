package dev.vmsh.project.files;

import dev.vmsh.problem.NearName;
import dev.vmsh.project.Config;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.project.lint.BuiltInRules;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code linter:} section. */
final class LinterReader {
    private static final Set<String> KEYS = Set.of("enabled", "rules", "warn_rules", "ignored_rules");

    private final ConfigNodes nodes;
    private final boolean ownRules;
    private final Problems problems;

    /** @param ownRules whether the project has rules in Python, whose names cannot be known */
    LinterReader(ConfigNodes nodes, boolean ownRules, Problems problems) {
        this.nodes = nodes;
        this.ownRules = ownRules;
        this.problems = problems;
    }

    Config.Linter read(YamlNode tree) {
        YamlNode linter = nodes.map(tree, "linter");
        nodes.refuseUnknown(linter, "linter", KEYS);
        var settings = new Config.Linter(
                nodes.flag(linter, "enabled", false),
                rules(linter, "rules"),
                rules(linter, "warn_rules"),
                rules(linter, "ignored_rules"));
        settings.rules().stream()
                .filter(settings.warnRules()::contains)
                .forEach(rule -> problems.add(linter.entries()
                        .get("warn_rules")
                        .problem(
                                "Linter rule '%s' is among both rules and warn_rules".formatted(rule),
                                "Remove it from one of them")));
        return settings;
    }

    private Set<String> rules(YamlNode linter, String key) {
        List<String> known = BuiltInRules.names();
        var rules = new TreeSet<String>();
        for (String written : nodes.texts(linter, key)) {
            String rule = written.toLowerCase(Locale.ROOT);
            rules.add(rule);
            if (!ownRules && !known.contains(rule) && !rule.equals(BuiltInRules.ALL)) {
                problems.add(linter.entries()
                        .get(key)
                        .problem("There is no linter rule '%s'".formatted(written), NearName.hintOrAll(rule, known)));
            }
        }
        return Set.copyOf(rules);
    }
}
