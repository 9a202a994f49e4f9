package dev.vmsh.compat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A project's files in a folder that may be written to, with one gateway: an empty database. */
final class ProjectCopy {
    private static final Pattern MODEL_BLOCK = Pattern.compile("(?is)\\bmodel\\s*\\(");
    private static final Pattern QUERY = Pattern.compile("(?im)^\\s*(select|with)\\b");

    private final List<Path> roots;

    private ProjectCopy(List<Path> roots) {
        this.roots = roots;
    }

    /** Copies the roots next to each other into {@code folder}. Left out: version control, caches, virtual environments, databases, config.py. */
    static ProjectCopy of(List<Path> roots, Path folder, Warehouse warehouse) throws IOException {
        var copies = new ArrayList<Path>();
        for (Path root : roots) {
            Path copy = folder.resolve(root.getFileName());
            copy(root, copy);
            pointAt(warehouse, copy);
            copies.add(copy);
        }
        return new ProjectCopy(copies);
    }

    List<Path> roots() {
        return roots;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                String name = directory.getFileName().toString();
                if (!directory.equals(from)
                        && List.of(".git", ".cache", ".venv", "web", "logs").contains(name)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.toString().matches(".*\\.(db|duckdb|wal)|.*/config\\.py")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Replaces the gateways in the text: the file may hold a template, which is no YAML before it is rendered. The rest of it stays as it
     * is.
     */
    private static void pointAt(Warehouse warehouse, Path root) throws IOException {
        Path file = Files.exists(root.resolve("config.yml")) ? root.resolve("config.yml") : root.resolve("config.yaml");
        // Where the configuration is a program, what it sets stays unknown.
        var kept = new StringBuilder(Files.exists(file) ? "" : "model_defaults:\n  dialect: duckdb\n");
        if (Files.exists(file)) {
            boolean skipping = false;
            for (String line : Files.readAllLines(file)) {
                if (line.matches("[A-Za-z_].*")) {
                    skipping = line.matches(
                            "(gateways|default_gateway|default_connection|default_test_connection)\\s*:.*");
                }
                if (!skipping) {
                    kept.append(line).append('\n');
                }
            }
        }
        kept.append("\ngateways:\n  local:\n    connection: ")
                .append(warehouse.connection())
                .append("\ndefault_gateway: local\n");
        Files.writeString(file, kept);
    }

    /**
     * Makes one model's query give another column, which means something else and breaks no reader: the first model by path whose query
     * is a plain {@code SELECT}. False if there is none.
     *
     * @param loaded the files whose models count, from the first root
     */
    boolean edit(Set<String> loaded) throws IOException {
        for (Path root : roots) {
            Path models = root.resolve("models");
            if (!Files.isDirectory(models)) {
                continue;
            }
            List<Path> files;
            try (Stream<Path> walk = Files.walk(models)) {
                files = walk.filter(file -> file.toString().endsWith(".sql"))
                        .sorted()
                        .toList();
            }
            for (Path file : files) {
                String text = Files.readString(file);
                if (loaded.contains(roots.get(0).relativize(file).toString()) && editable(text)) {
                    Files.writeString(file, edited(text));
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean editable(String text) {
        Matcher query = QUERY.matcher(text);
        String lower = text.toLowerCase(Locale.ROOT);
        return MODEL_BLOCK.matcher(text).find()
                && query.find()
                && query.group(1).equalsIgnoreCase("select")
                && !text.matches(
                        "(?is).*(\\bdistinct\\b|\\bgroup\\s+by\\b|\\bunion\\b|\\bjinja_|@def|columns\\s*\\(|'''|enabled\\s+false).*")
                && !lower.contains("select *");
    }

    private static String edited(String text) {
        Matcher query = QUERY.matcher(text);
        query.find();
        return text.substring(0, query.end()) + " 1 AS trial_column," + text.substring(query.end());
    }
}
