package dev.vmsh.project;

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
}
