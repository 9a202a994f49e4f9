package dev.vmsh.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A CSV file as a SEED model names it, read once at load. The rows themselves stay in the file; what identifies them is here.
 *
 * @param path absolute
 * @param settings {@code csv_settings} as written, keys lower case
 * @param header normalised column names, in file order
 * @param contentHashes for each column of {@code header}, a hash of its values
 */
public record SeedFile(String path, Map<String, String> settings, List<String> header, List<String> contentHashes) {
    public SeedFile {
        Objects.requireNonNull(path, "path");
        settings = Map.copyOf(settings);
        header = List.copyOf(header);
        contentHashes = List.copyOf(contentHashes);
    }

    /** What the rows depend on: settings and content, not where the file lies. */
    List<String> dataParts() {
        var parts = new ArrayList<String>();
        parts.add("SEED");
        parts.add(new TreeMap<>(settings).toString());
        for (int i = 0; i < header.size(); i++) {
            parts.add(header.get(i));
            parts.add(contentHashes.get(i));
        }
        return List.copyOf(parts);
    }
}
