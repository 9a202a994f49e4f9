package dev.vmsh.project.files;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.ChangedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Asks git what changed below a folder. */
final class GitChanges implements ChangedFiles {
    private final Path root;

    GitChanges(Path root) {
        this.root = root;
    }

    @Override
    public Set<String> since(String branch) {
        if (branch.isEmpty() || branch.startsWith("-")) {
            throw new UsageException("git:%s names no branch".formatted(branch), "Write git:main");
        }
        var files = new TreeSet<String>();
        files.addAll(paths(branch, "ls-files", "-z", "--others", "--exclude-standard"));
        files.addAll(paths(branch, "diff", "-z", "--name-only", "--relative", "HEAD"));
        files.addAll(paths(branch, "diff", "-z", "--name-only", "--relative", branch + "..."));
        return files;
    }

    @Override
    public List<String> branches() {
        var words = List.of(
                "git",
                "-C",
                root.toString(),
                "for-each-ref",
                "--format=%(refname:short)",
                "refs/heads",
                "refs/remotes");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? answer.lines().toList() : List.of();
        } catch (IOException noGit) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<String> paths(String branch, String... command) {
        var words = new ArrayList<>(List.of("git", "-C", root.toString()));
        words.addAll(List.of(command));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new UsageException(
                        "git cannot tell what changed since '%s': %s"
                                .formatted(branch, answer.lines().findFirst().orElse("it failed")),
                        "Write git:BRANCH with a branch of the project's git repository");
            }
            var paths = new ArrayList<String>();
            for (String path : answer.split("\0", -1)) {
                if (!path.isEmpty()) {
                    paths.add(root.resolve(path).toString());
                }
            }
            return paths;
        } catch (IOException e) {
            throw new VmshException("git cannot be run", "Install git, or choose models by name or by tag:NAME", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VmshException("interrupted while git was asked", "", e);
        }
    }
}
