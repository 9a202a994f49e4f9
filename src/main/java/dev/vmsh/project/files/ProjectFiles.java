package dev.vmsh.project.files;

import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The files of one project root, by folder and ending, in the order of their paths. Sees each folder as it was when first asked. */
final class ProjectFiles {
    private final Path root;
    private final List<List<Pattern>> ignored;

    /** What was found below each folder: it is walked once, whatever is asked for. */
    private final Map<String, List<Found>> folders = new HashMap<>();

    /** @param ignorePatterns globs, matched from the right: {@code *}{@code /scratch/*} */
    ProjectFiles(Path root, List<String> ignorePatterns) {
        this.root = root;
        this.ignored = ignorePatterns.stream().map(ProjectFiles::glob).toList();
    }

    /**
     * A file as the file system describes it: if none of this changed, its text is taken to be the same.
     *
     * @param modified nanoseconds since 1970, as fine as the file system tells
     */
    record Found(Path path, long modified, long size) {}

    /** Files below {@code folder} whose names end in {@code ending}; empty ones are left out. */
    List<Found> below(String folder, String ending) {
        return list(folder, ending, true);
    }

    /** The same without asking the ignore patterns. */
    List<Found> allBelow(String folder, String ending) {
        return list(folder, ending, false);
    }

    private List<Found> list(String folder, String ending, boolean honourIgnored) {
        return folders.computeIfAbsent(folder, this::walk).stream()
                .filter(file -> file.path().toString().endsWith(ending))
                .filter(file -> !(honourIgnored && isIgnored(file.path())))
                .toList();
    }

    private List<Found> walk(String folder) {
        Path start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        var found = new ArrayList<Found>();
        try {
            Files.walkFileTree(
                    start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<Path>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            if (attributes.isRegularFile() && attributes.size() > 0) {
                                long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
                                found.add(new Found(file, modified, attributes.size()));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        /** A link that leads nowhere or back up, like an editor's lock file, is not a file of the project. */
                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                            if (Files.isSymbolicLink(file) || e instanceof FileSystemLoopException) {
                                return FileVisitResult.CONTINUE;
                            }
                            throw e;
                        }
                    });
        } catch (IOException e) {
            throw new VmshException(
                    "The folder %s cannot be read: %s".formatted(start, e.getMessage()), "Check its permissions", e);
        }
        found.sort(Comparator.comparing(each -> each.path().toString()));
        return found;
    }

    private boolean isIgnored(Path file) {
        if (ignored.isEmpty()) {
            return false;
        }
        Path relative = root.relativize(file);
        return ignored.stream().anyMatch(pattern -> matches(relative, pattern));
    }

    private static boolean matches(Path path, List<Pattern> pattern) {
        int names = path.getNameCount();
        if (pattern.size() > names) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            String name = path.getName(names - pattern.size() + i).toString();
            if (!pattern.get(i).matcher(name).matches()) {
                return false;
            }
        }
        return true;
    }

    private static List<Pattern> glob(String glob) {
        var parts = new ArrayList<Pattern>();
        for (String part : glob.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            var regex = new StringBuilder();
            for (int i = 0; i < part.length(); i++) {
                char c = part.charAt(i);
                if (c == '*') {
                    regex.append(".*");
                } else if (c == '?') {
                    regex.append('.');
                } else {
                    regex.append(Pattern.quote(String.valueOf(c)));
                }
            }
            parts.add(Pattern.compile(regex.toString()));
        }
        return parts;
    }
}
