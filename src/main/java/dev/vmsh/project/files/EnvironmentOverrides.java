package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Configuration in environment variables: {@code SQLMESH__PLAN__AUTO_APPLY=true} is {@code plan: {auto_apply: "true"}}. */
final class EnvironmentOverrides {
    private static final String PREFIX = "SQLMESH__";
    private static final String IGNORED = "SQLMESH__AIRFLOW__DISABLE_STATE_MIGRATION";

    private EnvironmentOverrides() {}

    /** @throws ProjectException if a name ends in a double underscore */
    static YamlNode read(Map<String, String> environment) {
        YamlNode all = new YamlNode(Map.of(), "", 0, 0);
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.toUpperCase(Locale.ROOT).startsWith(PREFIX) || name.equals(IGNORED)) {
                continue;
            }
            List<String> path = Arrays.asList(
                    name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split("__", -1));
            if (path.contains("")) {
                throw new ProjectException(List.of(new Problem(
                        "$" + name,
                        0,
                        0,
                        "The environment variable does not name a configuration key",
                        "Write it like SQLMESH__PLAN__AUTO_APPLY")));
            }
            all = all.merged(nested("$" + name, path, variable.getValue()));
        }
        return all;
    }

    private static YamlNode nested(String origin, List<String> path, String value) {
        boolean structured = value.startsWith("{") || value.startsWith("[");
        YamlNode node = structured ? YamlReader.read(origin, value) : new YamlNode(value, origin, 0, 0);
        for (int i = path.size() - 1; i >= 0; i--) {
            var map = new LinkedHashMap<String, YamlNode>();
            map.put(path.get(i), node);
            node = new YamlNode(map, origin, 0, 0);
        }
        return node;
    }
}
