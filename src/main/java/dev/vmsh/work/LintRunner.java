package dev.vmsh.work;

import dev.vmsh.project.Project;
import dev.vmsh.project.UnitTest;
import dev.vmsh.project.lint.Finding;
import dev.vmsh.project.lint.Linter;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks a project's models as its configuration asks. Writes nothing. */
public final class LintRunner {
    private final Connections connections;

    public LintRunner(Connections connections) {
        this.connections = connections;
    }

    /**
     * @param selectors the models that are checked; all if empty
     * @throws dev.vmsh.problem.UsageException if selectors choose no model
     */
    public List<Finding> run(String gateway, List<String> selectors) {
        Project project = connections.project(gateway);
        return new Linter(project.config().linter(), connections::reader)
                .check(project, tested(project), chosen(project, selectors));
    }

    /**
     * The models that {@code selectors} choose; all if empty.
     *
     * @throws dev.vmsh.problem.UsageException if they choose none
     */
    public Set<TableName> chosen(String gateway, List<String> selectors) {
        return chosen(connections.project(gateway), selectors);
    }

    private static Set<TableName> chosen(Project project, List<String> selectors) {
        return selectors.isEmpty() ? project.models().keySet() : ModelSelection.expand(selectors, project, "--model");
    }

    /** @throws LintFailedException if the configuration asks for a check and a rule is broken that is no mere warning */
    public void require(String gateway) {
        if (!connections.config().linter().enabled()) {
            return;
        }
        List<Finding> errors = run(gateway, List.of()).stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new LintFailedException(errors);
        }
    }

    private Set<TableName> tested(Project project) {
        SqlReader reader = connections.reader(project.config().dialect());
        String catalog = project.gateway().connection().defaultCatalog();
        var names = new TreeSet<TableName>();
        for (UnitTest test : connections.tests()) {
            name(reader, test.model()).map(name -> name.relativeTo(catalog)).ifPresent(names::add);
        }
        return names;
    }

    private static Optional<TableName> name(SqlReader reader, String written) {
        try {
            return Optional.of(reader.tableName(written));
        } catch (SqlException notAName) {
            return Optional.empty();
        }
    }
}
