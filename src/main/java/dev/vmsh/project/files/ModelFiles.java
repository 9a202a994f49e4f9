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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the model files of one root, asking the cache first. Used once. */
final class ModelFiles {
    /** From so many files on it takes longer to read them one after another than to share them out. */
    private static final int MANY = 32;

    private final Path primary;
    private final Path root;
    private final String surroundings;
    private final Function<Problems, ModelReader> readers;
    private final ModelCache cache;
    private final FileStamps stamps;
    private final Problems problems;
    private final SeedReader seeds = new SeedReader();

    /**
     * @param primary the root from which paths are shown
     * @param surroundings identifies what the files' meaning depends on besides their text
     * @param readers a reader of its own for each file, which notes faults where it is told to
     */
    ModelFiles(
            Path primary,
            Path root,
            String surroundings,
            Function<Problems, ModelReader> readers,
            ModelCache cache,
            FileStamps stamps,
            Problems problems) {
        this.primary = primary;
        this.root = root;
        this.surroundings = surroundings;
        this.readers = readers;
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

    /**
     * A file as it is now.
     *
     * @param known what the cache has of this content
     */
    private record Present(Path file, String path, String content, Optional<List<Kept>> known) {}

    /** What a file was found to say, and what is wrong with it. */
    private record Reading(List<Draft> drafts, List<Problem> problems) {}

    List<FileModels> read(List<ProjectFiles.Found> files) {
        var paths = new LinkedHashSet<String>();
        var present = new ArrayList<Present>();
        for (ProjectFiles.Found file : files) {
            String path = shown(file.path());
            paths.add(path);
            present(file, path).ifPresent(present::add);
        }
        Map<String, Reading> read = readUnknown(present);
        List<FileModels> all = present.stream()
                .map(file -> models(file, read.get(file.path())))
                .toList();
        cache.retain(surroundings, paths);
        return all;
    }

    private Optional<Present> present(ProjectFiles.Found file, String path) {
        try {
            String content = stamps.content(file);
            return Optional.of(new Present(file.path(), path, content, cache.get(surroundings, path, content)));
        } catch (IOException e) {
            problems.add(path, "This file cannot be read: " + e.getMessage(), "Check that it is there and readable");
            return Optional.empty();
        }
    }

    /** By path. Most of the time of a project's first start goes into this: many files are read by all processors. */
    private Map<String, Reading> readUnknown(List<Present> present) {
        List<Present> unknown =
                present.stream().filter(file -> file.known().isEmpty()).toList();
        Stream<Present> files = unknown.size() < MANY ? unknown.stream() : unknown.parallelStream();
        return files.collect(Collectors.toMap(Present::path, this::reading));
    }

    /** Runs on several threads. */
    private Reading reading(Present present) {
        var found = new Problems();
        List<Draft> drafts = List.of();
        try {
            String text = ConfigFiles.text(present.file(), present.path());
            drafts = readers.apply(found).read(new Source(present.path(), text));
        } catch (ProjectException e) {
            found.addAll(e.problems());
        }
        return new Reading(drafts, found.sorted());
    }

    /** @param reading null if the cache knew the file */
    private FileModels models(Present file, Reading reading) {
        int before = problems.size();
        List<Kept> models;
        if (reading == null) {
            models = withCurrentSeeds(file.known().orElseThrow());
        } else {
            problems.addAll(reading.problems());
            models = reading.drafts().stream()
                    .flatMap(draft -> withSeed(draft).stream())
                    .toList();
        }
        return new FileModels(file.path(), file.content(), models, problems.size() == before);
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
