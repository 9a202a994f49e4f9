package dev.vmsh.shell;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Whether what a project is written in has changed, by names, sizes and times: nothing is read, so that it can be asked every few
 * seconds. For one thread.
 */
final class ProjectFiles {
    private static final List<String> ENDINGS = List.of(".sql", ".yaml", ".yml", ".csv", ".py");

    private final Path root;
    private long before;

    ProjectFiles(Path root) {
        this.root = root;
        this.before = look();
    }

    /** Since the last time this was asked. */
    boolean changed() {
        long now = look();
        boolean different = now != before;
        before = now;
        return different;
    }

    private long look() {
        var seen = new Sum();
        try {
            Files.walkFileTree(root, seen);
        } catch (IOException e) {
            return before; // the folder is being moved about: the next look tells
        }
        return seen.sum;
    }

    /** A number that changes when a file comes, goes or is written. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long sum;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path name = folder.getFileName();
            return name != null && name.toString().startsWith(".")
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.toString();
            if (ENDINGS.stream().anyMatch(name::endsWith)) {
                long one = 31L * name.hashCode() + attributes.size();
                sum += 31 * one + attributes.lastModifiedTime().toMillis();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
