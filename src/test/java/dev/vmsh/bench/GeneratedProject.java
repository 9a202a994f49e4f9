package dev.vmsh.bench;

import java.util.List;

/**
 * A generated project as a value.
 *
 * @param seeds names of the seeds, each with {@link ProjectGenerator#ROWS} rows
 * @param models parents before children; nothing reads the last one
 */
record GeneratedProject(List<String> seeds, List<GeneratedModel> models) {
    GeneratedProject {
        seeds = List.copyOf(seeds);
        models = List.copyOf(models);
    }

    GeneratedModel leaf() {
        return models.get(models.size() - 1);
    }
}
