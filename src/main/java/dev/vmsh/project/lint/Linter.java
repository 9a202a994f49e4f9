package dev.vmsh.project.lint;

import dev.vmsh.project.Config;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.lint.Finding.Level;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Checks models against the built-in rules. Immutable, safe for several threads. */
public final class Linter {
    private final Config.Linter settings;
    private final Function<Dialect, SqlReader> readers;

    /** @param settings which rules count, and how much; if they name none, every rule is a warning */
    public Linter(Config.Linter settings, Function<Dialect, SqlReader> readers) {
        boolean none = settings.rules().isEmpty() && settings.warnRules().isEmpty();
        this.settings = none
                ? new Config.Linter(settings.enabled(), Set.of(), Set.of(BuiltInRules.ALL), settings.ignoredRules())
                : settings;
        this.readers = readers;
    }

    /**
     * @param tested models that a unit test names
     * @param chosen the models that are checked
     * @return by model and, for each, in the order of the rules
     */
    public List<Finding> check(Project project, Set<TableName> tested, Set<TableName> chosen) {
        var subject = new Subject(project, tested, readers);
        var findings = new ArrayList<Finding>();
        for (TableName name : new TreeSet<>(chosen)) {
            project.model(name).ifPresent(model -> check(model, subject, findings));
        }
        return findings;
    }

    private void check(Model model, Subject subject, List<Finding> findings) {
        for (Rule rule : BuiltInRules.RULES) {
            level(rule, model).ifPresent(level -> rule.check()
                    .of(model, subject)
                    .forEach(complaint -> findings.add(
                            new Finding(rule.name(), model, complaint.line(), level, complaint.message()))));
        }
    }

    /** How much {@code rule} matters for {@code model}; empty if it does not. A rule named as a warning is one, whatever {@code all} says. */
    private Optional<Level> level(Rule rule, Model model) {
        boolean ignored = has(settings.ignoredRules(), rule)
                || model.properties().ignoredRules().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.equals(rule.name()) || name.equals(BuiltInRules.ALL));
        if (ignored) {
            return Optional.empty();
        }
        if (settings.rules().contains(rule.name())) {
            return Optional.of(Level.ERROR);
        }
        if (settings.warnRules().contains(rule.name())) {
            return Optional.of(Level.WARNING);
        }
        if (settings.rules().contains(BuiltInRules.ALL)) {
            return Optional.of(Level.ERROR);
        }
        return settings.warnRules().contains(BuiltInRules.ALL) ? Optional.of(Level.WARNING) : Optional.empty();
    }

    private static boolean has(Set<String> names, Rule rule) {
        return names.contains(rule.name()) || names.contains(BuiltInRules.ALL);
    }
}
