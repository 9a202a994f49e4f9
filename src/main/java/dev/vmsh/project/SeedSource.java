package dev.vmsh.project;

/** Where the rows of seeds come from. */
@FunctionalInterface
public interface SeedSource {
    /** @throws dev.vmsh.problem.VmshException if the file is gone or cannot be read as CSV */
    SeedRows open(SeedFile file);
}
