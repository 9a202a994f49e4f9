package dev.vmsh.project;

/** Where the rows of seeds come from. */
public interface SeedSource {
    /**
     * @throws dev.vmsh.problem.ProjectException if the file is gone, or is not the CSV that the settings describe
     */
    SeedRows open(SeedFile file);
}
