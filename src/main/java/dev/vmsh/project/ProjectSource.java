package dev.vmsh.project;

import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a project comes from. */
public interface ProjectSource {
    /**
     * The configuration alone, without reading a model.
     *
     * @throws dev.vmsh.problem.ProjectException with every fault found
     */
    Config config();

    /**
     * The whole project as {@code gateway} sees it. Cheap when nothing changed since the last call.
     *
     * @param gateway a gateway's name, in any case; null for the default one
     * @throws dev.vmsh.problem.ProjectException with every fault found
     */
    Project load(String gateway);

    /**
     * The same, where some of what {@link Project#leftOut} names has been found in the warehouse: what reads it stays. The same as
     * {@link #load(String)} by default, for a source that leaves nothing out.
     *
     * @param there names of models that are left out, and that are tables or views
     */
    default Project load(String gateway, Set<TableName> there) {
        return load(gateway);
    }

    /**
     * The project's unit tests, in the order of their files. None by default.
     *
     * @throws dev.vmsh.problem.ProjectException with every fault found in the test files
     */
    default List<UnitTest> tests() {
        return List.of();
    }

    /** What writes generated files into the project's folder; empty by default, for a source that is no folder. */
    default Optional<GeneratedFiles> generated() {
        return Optional.empty();
    }
}
