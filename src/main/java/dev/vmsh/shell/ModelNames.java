package dev.vmsh.shell;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import java.util.List;
import java.util.Optional;

/** What people type for a model: its name, with or without the default catalog, or only its last part if that is enough. */
public final class ModelNames {
    private final Connections connections;
    private final CurrentSession session;

    public ModelNames(Connections connections, CurrentSession session) {
        this.connections = connections;
        this.session = session;
    }

    /** @throws UsageException if the project has no such model */
    public Model find(String typed) {
        return lookUp(typed).orElseThrow(() -> unknown(typed));
    }

    /** The model that {@code typed} names, if there is exactly one. */
    public Optional<Model> lookUp(String typed) {
        Project project = project();
        TableName name;
        try {
            name = name(typed);
        } catch (SqlException notAName) {
            return Optional.empty();
        }
        Optional<Model> exact = project.model(name);
        if (exact.isPresent() || name.schema() != null) {
            return exact;
        }
        List<Model> same = project.models().values().stream()
                .filter(model -> model.name().name().equals(name.name()))
                .toList();
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    /**
     * {@code typed} as a name in the session's dialect, whether or not there is such a model.
     *
     * @throws SqlException if it is none
     */
    public TableName name(String typed) {
        String gateway = session.get().gateway();
        return connections
                .reader(gateway)
                .tableName(typed)
                .relativeTo(connections.engine(gateway).defaultCatalog());
    }

    private UsageException unknown(String typed) {
        List<String> names =
                project().models().keySet().stream().map(TableName::toString).toList();
        return new UsageException(
                "the project has no model '%s'".formatted(typed),
                NearName.hint(typed, names, "Type 'models' to see them all"));
    }

    private Project project() {
        return connections.project(session.get().gateway());
    }
}
