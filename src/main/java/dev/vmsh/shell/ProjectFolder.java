package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Config;
import dev.vmsh.project.GeneratedFiles;
import dev.vmsh.project.Project;
import dev.vmsh.project.ProjectSource;
import dev.vmsh.project.UnitTest;
import dev.vmsh.sql.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The project that the command line means, found when something is first asked of it. */
final class ProjectFolder implements ProjectSource {
    static final List<String> CONFIG_FILES =
            List.of("config.yaml", "config.yml", "sqlmesh.yaml", "sqlmesh.yml", "config.py");

    private final Path workingDirectory;
    private final Vmsh.ProjectOpener opener;
    private List<Path> asked = List.of();
    private Map<String, String> variables = Map.of();
    private boolean skipPython;
    private ProjectSource source;

    ProjectFolder(Path workingDirectory, Vmsh.ProjectOpener opener) {
        this.workingDirectory = workingDirectory;
        this.opener = opener;
    }

    /**
     * Says what to open, and with which variables. Before anything is asked of the project.
     *
     * @param folders that are one project, the main one first; empty to look for one
     */
    void choose(List<Path> folders, Map<String, String> given, boolean withoutPython) {
        skipPython = withoutPython;
        asked = List.copyOf(folders);
        variables = Map.copyOf(given);
    }

    /**
     * Absolute; of several, the first.
     *
     * @throws VmshException if there is no project
     */
    synchronized String root() {
        return folders().get(0).toString();
    }

    @Override
    public Config config() {
        return source().config();
    }

    @Override
    public Project load(String gateway) {
        return source().load(gateway);
    }

    @Override
    public Project load(String gateway, Set<TableName> there) {
        return source().load(gateway, there);
    }

    @Override
    public List<UnitTest> tests() {
        return source().tests();
    }

    @Override
    public Optional<GeneratedFiles> generated() {
        return source().generated();
    }

    private synchronized ProjectSource source() {
        if (source == null) {
            source = opener.open(folders(), variables, skipPython);
        }
        return source;
    }

    private List<Path> folders() {
        return asked.isEmpty()
                ? List.of(nearest())
                : asked.stream().map(this::withConfig).toList();
    }

    private Path withConfig(Path given) {
        Path folder = workingDirectory.resolve(given).toAbsolutePath().normalize();
        if (!hasConfig(folder)) {
            throw new UsageException(
                    "no config file in " + folder, "Name a project's folder, or make one: vmsh init " + given);
        }
        return folder;
    }

    private Path nearest() {
        Path start = workingDirectory.toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (hasConfig(folder)) {
                return folder;
            }
        }
        throw new VmshException(
                "there is no project at or above " + start,
                "Make one with 'vmsh init DIR', or name one with --project DIR");
    }

    private static boolean hasConfig(Path folder) {
        return CONFIG_FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    }
}
