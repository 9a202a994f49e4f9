package dev.vmsh.compat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes each project through a day's work (first plan, tests, second plan, new environment, edit, promotion) and prints a Markdown table.
 *
 * <p>Arguments: the command that starts vmsh, then projects. A project is a folder, or several separated by commas, with options in front:
 * {@code --setup FILE.sql} makes what the project only reads, {@code --catalog NAME} names the database (given again: one beside it),
 * {@code --server URL} makes it on a PostgreSQL server or in a Trino cluster, {@code --set NAME=VALUE} is an environment variable; others are vmsh's own. They
 * count for the next project alone.
 * Exit code 1 when a project failed.
 */
final class RealProjects {
    private RealProjects() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        for (Asked project : asked(List.of(arguments).subList(1, arguments.length))) {
            System.err.println(project.name());
            outcomes.add(new ProjectTrial(arguments[0], project).run());
        }
        System.out.println(Outcome.HEADER);
        outcomes.forEach(outcome -> System.out.println(outcome.row()));
        outcomes.stream()
                .filter(outcome -> !outcome.errors().isEmpty())
                .forEach(outcome -> System.out.println(outcome.details()));
        System.exit(outcomes.stream().allMatch(outcome -> outcome.errors().isEmpty()) ? 0 : 1);
    }

    /**
     * A project to try.
     *
     * @param roots its folders, the first one with the configuration that counts
     * @param setups scripts run on the empty database
     * @param options options of vmsh itself
     * @param catalogs name of the new database, and of others that exist beside it
     * @param server where PostgreSQL or Trino runs; null for a DuckDB file
     */
    record Asked(
            List<Path> roots,
            List<Path> setups,
            Map<String, String> variables,
            List<String> options,
            List<String> catalogs,
            URI server) {
        String name() {
            return roots.stream()
                    .map(root -> root.getNameCount() < 2 ? root.toString() : lastTwo(root))
                    .collect(Collectors.joining(" + "));
        }

        private static String lastTwo(Path root) {
            return root.subpath(root.getNameCount() - 2, root.getNameCount()).toString();
        }
    }

    private static List<Asked> asked(List<String> words) {
        var projects = new ArrayList<Asked>();
        var setups = new ArrayList<Path>();
        var variables = new LinkedHashMap<String, String>();
        var options = new ArrayList<String>();
        var catalogs = new ArrayList<String>();
        URI server = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--setup")) {
                setups.add(Path.of(words.get(++i)));
            } else if (word.equals("--set")) {
                String[] parts = words.get(++i).split("=", 2);
                variables.put(parts[0], parts[1]);
            } else if (word.equals("--catalog")) {
                catalogs.add(words.get(++i));
            } else if (word.equals("--server")) {
                server = URI.create(words.get(++i));
            } else if (word.startsWith("--")) {
                options.add(word);
            } else {
                List<Path> roots = Stream.of(word.split(","))
                        .map(root -> Path.of(root).toAbsolutePath().normalize())
                        .toList();
                projects.add(new Asked(
                        roots,
                        List.copyOf(setups),
                        Map.copyOf(variables),
                        List.copyOf(options),
                        catalogs.isEmpty() ? List.of("trial") : List.copyOf(catalogs),
                        server));
                setups.clear();
                variables.clear();
                options.clear();
                catalogs.clear();
                server = null;
            }
        }
        return projects;
    }
}
