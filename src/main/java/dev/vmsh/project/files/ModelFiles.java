package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.definition.Draft;
import dev.vmsh.project.definition.ModelReader;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.project.definition.Source;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads the model files of one root, asking the cache first. Used once. */
final class ModelFiles {
    private final Path primary;
    private final Path root;
    private final String surroundings;
    private final ModelReader reader;
    private final ModelCache cache;
    private final FileStamps stamps;
    private final Problems problems;
    private final SeedReader seeds = new SeedReader();

    /**
     * @param primary the root from which paths are shown
     * @param surroundings identifies what the files' meaning depends on besides their text
     */
    ModelFiles(
            Path primary,
            Path root,
            String surroundings,
            ModelReader reader,
            ModelCache cache,
            FileStamps stamps,
            Problems problems) {
        this.primary = primary;
        this.root = root;
        this.surroundings = surroundings;
        this.reader = reader;
        this.cache = cache;
        this.stamps = stamps;
        this.problems = problems;
    }

    /**
     * The models of one file.
     *
     * @param content identifies its text
     * @param keep whether they may be remembered: the file had no fault
     */
    record FileModels(String path, String content, List<Kept> models, boolean keep) {}

    List<FileModels> read(List<ProjectFiles.Found> files) {
        var all = new ArrayList<FileModels>();
        var paths = new LinkedHashSet<String>();
        for (ProjectFiles.Found file : files) {
            String path = shown(file.path());
            paths.add(path);
            read(file, path).ifPresent(all::add);
        }
        cache.retain(surroundings, paths);
        return all;
    }

    private Optional<FileModels> read(ProjectFiles.Found file, String path) {
        int before = problems.size();
        try {
            String content = stamps.content(file);
            Optional<List<Kept>> known = cache.get(surroundings, path, content);
            List<Kept> models = known.isPresent() ? withCurrentSeeds(known.get()) : fresh(file.path(), path);
            return Optional.of(new FileModels(path, content, models, problems.size() == before));
        } catch (IOException e) {
            problems.add(path, "This file cannot be read: " + e.getMessage(), "Check that it is there and readable");
            return Optional.empty();
        } catch (ProjectException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private List<Kept> fresh(Path file, String path) {
        var models = new ArrayList<Kept>();
        for (Draft draft : reader.read(new Source(path, ConfigFiles.text(file, path)))) {
            withSeed(draft).ifPresent(models::add);
        }
        return models;
    }

    /** The same list if no seed changed. */
    private List<Kept> withCurrentSeeds(List<Kept> models) {
        if (models.stream().noneMatch(kept -> kept.draft().model().kind() instanceof Kind.Seed)) {
            return models;
        }
        var current = new ArrayList<Kept>();
        for (Kept kept : models) {
            if (kept.draft().model().kind() instanceof Kind.Seed seed
                    && !seedContent(Path.of(seed.file().path())).equals(Optional.ofNullable(kept.seedContent()))) {
                withSeed(kept.draft()).ifPresent(current::add);
            } else {
                current.add(kept);
            }
        }
        return current;
    }

    private Optional<String> seedContent(Path file) {
        try {
            return Optional.of(stamps.content(file));
        } catch (IOException e) {
            return Optional.empty(); // Whoever opens it says so, with the model's place.
        }
    }

    /** With what its CSV file holds; empty if that cannot be read. */
    private Optional<Kept> withSeed(Draft draft) {
        Model model = draft.model();
        if (!(model.kind() instanceof Kind.Seed seed)) {
            return Optional.of(new Kept(draft, null, null));
        }
        Path path;
        try {
            path = seedPath(model.file(), seed.file().path());
        } catch (InvalidPathException e) {
            problems.add(new Problem(
                    model.file(),
                    model.line(),
                    0,
                    "The path of the seed's file is none: " + e.getReason(),
                    "Correct path in the SEED kind"));
            return Optional.empty();
        }
        Optional<String> content = seedContent(path);
        try {
            SeedReader.Description described =
                    seeds.describe(path.toString(), shown(path), seed.file().settings(), model.dialect());
            return SeedColumns.checked(model, described, problems)
                    .map(columns -> new Draft(
                            model.with(new Kind.Seed(described.file(), seed.batchRows()))
                                    .with(model.facts().with(Optional.of(columns))),
                            null,
                            false,
                            draft.audits()))
                    .map(complete -> new Kept(complete, null, content.orElse(null)));
        } catch (ProjectException e) {
            for (Problem problem : e.problems()) {
                boolean placed = problem.line() > 0;
                problems.add(
                        placed
                                ? problem
                                : new Problem(model.file(), model.line(), 0, problem.message(), problem.remedy()));
            }
            return Optional.empty();
        }
    }

    private Path seedPath(String modelFile, String written) {
        if (written.startsWith("$root/")) {
            return root.resolve(written.substring("$root/".length())).normalize();
        }
        return primary.resolve(modelFile).resolveSibling(written).normalize();
    }

    private String shown(Path file) {
        return primary.relativize(file).toString().replace('\\', '/');
    }
}
