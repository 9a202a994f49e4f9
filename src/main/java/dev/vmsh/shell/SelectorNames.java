package dev.vmsh.shell;

import dev.vmsh.project.Project;
import dev.vmsh.shell.completion.Selectors;
import dev.vmsh.sql.TableName;
import java.util.List;

/** What selectors can name in a project. */
final class SelectorNames {
    private SelectorNames() {}

    /** Asks git for its branches, which takes a moment. */
    static Selectors of(Project project) {
        return new Selectors(
                models(project), tags(project), project.changedFiles().branches());
    }

    static List<String> models(Project project) {
        return project.models().keySet().stream()
                .map(TableName::toString)
                .sorted()
                .toList();
    }

    static List<String> tags(Project project) {
        return project.models().values().stream()
                .flatMap(model -> model.properties().tags().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
