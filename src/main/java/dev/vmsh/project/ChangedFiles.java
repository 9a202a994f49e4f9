package dev.vmsh.project;

import dev.vmsh.problem.UsageException;
import java.util.List;
import java.util.Set;

/** What somebody changed in a project's files, as a version control system tells it. */
@FunctionalInterface
public interface ChangedFiles {
    /** For a project that is under no version control. */
    ChangedFiles UNTRACKED = branch -> {
        throw new UsageException(
                "git:%s needs a project in a git repository".formatted(branch), "Choose models by name or by tag:NAME");
    };

    /**
     * Files that are new, changed and not committed, or committed since the history parted from {@code branch}.
     *
     * @param branch a branch, tag or commit
     * @return absolute paths
     * @throws UsageException if there is no such branch
     */
    Set<String> since(String branch);

    /** Names of the branches that could be given; empty if that cannot be told. */
    default List<String> branches() {
        return List.of();
    }
}
