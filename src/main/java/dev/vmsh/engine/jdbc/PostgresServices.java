package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Named connections that PostgreSQL's own programs share: a section for each in a file of the user's, or else of the machine's. */
final class PostgresServices {
    private final List<Path> files;

    /** @param environment the process's: {@code PGSERVICEFILE} and {@code PGSYSCONFDIR} say where the files are */
    PostgresServices(Map<String, String> environment) {
        String own = environment.get("PGSERVICEFILE");
        Path user = own == null ? Path.of(System.getProperty("user.home"), ".pg_service.conf") : Path.of(own);
        String machine = environment.get("PGSYSCONFDIR");
        this.files = machine == null ? List.of(user) : List.of(user, Path.of(machine, "pg_service.conf"));
    }

    /**
     * The settings of a service as they stand in the first file that has it.
     *
     * @throws UsageException if none has
     */
    Map<String, String> settings(String name) {
        var names = new TreeSet<String>();
        for (Path file : files) {
            Map<String, Map<String, String>> services = read(file);
            if (services.containsKey(name)) {
                return services.get(name);
            }
            names.addAll(services.keySet());
        }
        throw new UsageException(
                "there is no service '%s' in %s".formatted(name, files.get(0)),
                NearName.of(name, names)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse(
                                "Add a section [%s] with host, port, user and dbname, or say in PGSERVICEFILE where the file is"
                                        .formatted(name)));
    }

    private static Map<String, Map<String, String>> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        var services = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> section = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines.map(String::strip)::iterator) {
                int equals = line.indexOf('=');
                if (line.startsWith("[") && line.endsWith("]")) {
                    section = services.computeIfAbsent(line.substring(1, line.length() - 1), key -> new HashMap<>());
                } else if (equals > 0 && !line.startsWith("#")) {
                    section.putIfAbsent(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
        } catch (IOException e) {
            throw new EngineException(
                    Cause.CONNECTION, "cannot read the service file " + file, "Check who may read it", null, -1, e);
        }
        return services;
    }
}
