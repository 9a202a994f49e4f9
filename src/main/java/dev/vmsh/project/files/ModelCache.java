package dev.vmsh.project.files;

import dev.vmsh.project.Audit;
import dev.vmsh.project.definition.Draft;
import dev.vmsh.project.json.AuditJson;
import dev.vmsh.project.json.ModelJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What model files were found to say, so that a file that did not change is not read again. In memory, and in one file of lines:
 * surroundings, path, content, models. A cache file that is damaged or cannot be written costs time and nothing else.
 */
final class ModelCache {
    /** As many surroundings are kept as a project has gateways in use, roughly. */
    private static final int SURROUNDINGS_KEPT = 4;

    private static final int FIELDS = 4;

    /** {@code json} is null if it was not encoded yet, {@code models} if it was not decoded yet. */
    private record Entry(String content, String json, List<Kept> models) {}

    private final Path file;
    private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    private final ModelJson modelJson = new ModelJson();
    private final AuditJson auditJson = new AuditJson();
    private boolean changed;

    /** @param file where it is kept between processes */
    ModelCache(Path file) {
        this.file = file;
        readFile();
    }

    private void readFile() {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split("\t", FIELDS);
                if (fields.length == FIELDS) {
                    entries.computeIfAbsent(fields[0], each -> new HashMap<>())
                            .put(fields[1], new Entry(fields[2], fields[3], null));
                }
            }
        } catch (IOException e) {
            entries.clear(); // Damaged or unreadable: the models are read from their files instead.
        }
    }

    /** The models of a file whose content is {@code content}; empty if they are not known. */
    Optional<List<Kept>> get(String surroundings, String path, String content) {
        Map<String, Entry> here = entries.computeIfAbsent(surroundings, each -> new HashMap<>());
        Entry entry = here.get(path);
        if (entry == null || !entry.content().equals(content)) {
            return Optional.empty();
        }
        if (entry.models() == null) {
            try {
                entry = new Entry(content, entry.json(), decoded(entry.json()));
                here.put(path, entry);
            } catch (IllegalArgumentException e) {
                here.remove(path); // Written by another version, or damaged.
                return Optional.empty();
            }
        }
        return Optional.of(entry.models());
    }

    void put(String surroundings, String path, String content, List<Kept> models) {
        entries.computeIfAbsent(surroundings, each -> new HashMap<>()).put(path, new Entry(content, null, models));
        changed = true;
    }

    /** Forgets the files that are not among {@code paths} any more. */
    void retain(String surroundings, Set<String> paths) {
        Map<String, Entry> here = entries.get(surroundings);
        if (here != null) {
            changed |= here.keySet().retainAll(paths);
        }
    }

    /** Writes what changed since the last time, the surroundings in {@code current} first. */
    void save(List<String> current) {
        if (!changed) {
            return;
        }
        changed = false;
        var order = new LinkedHashSet<>(current);
        order.addAll(entries.keySet());
        while (order.size() > Math.max(SURROUNDINGS_KEPT, current.size())) {
            String last = new ArrayList<>(order).get(order.size() - 1);
            order.remove(last);
            entries.remove(last);
        }
        try {
            Files.createDirectories(file.getParent());
            Path next = Files.createTempFile(file.getParent(), "models", ".tmp");
            try {
                write(next, order);
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            return; // A folder that cannot be written: the next start takes longer, and that is all.
        }
    }

    private void write(Path target, Set<String> order) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(target)) {
            for (String surroundings : order) {
                for (Map.Entry<String, Entry> each :
                        entries.getOrDefault(surroundings, Map.of()).entrySet()) {
                    Entry entry = each.getValue();
                    String json = entry.json() == null ? encoded(entry.models()) : entry.json();
                    out.write(String.join("\t", surroundings, each.getKey(), entry.content(), json));
                    out.write('\n');
                }
            }
        }
    }

    /** The models of one file, each as fields between control characters that JSON never contains. */
    private String encoded(List<Kept> models) {
        var texts = new ArrayList<String>();
        for (Kept kept : models) {
            var fields = new ArrayList<String>();
            fields.add(kept.schemasKey() == null ? "" : kept.schemasKey());
            fields.add(kept.seedContent() == null ? "" : kept.seedContent());
            fields.add(Boolean.toString(kept.draft().macrosReadSchemas()));
            fields.add(modelJson.write(kept.draft().model()));
            kept.draft().audits().forEach(audit -> fields.add(auditJson.write(audit)));
            texts.add(String.join("\u0002", fields));
        }
        return String.join("\u0001", texts);
    }

    private List<Kept> decoded(String text) {
        var models = new ArrayList<Kept>();
        if (text.isEmpty()) {
            return models;
        }
        for (String one : text.split("\u0001", -1)) {
            String[] fields = one.split("\u0002", -1);
            if (fields.length < FIELDS) {
                throw new IllegalArgumentException("not an entry of the cache");
            }
            var audits = new ArrayList<Audit>();
            for (int i = FIELDS; i < fields.length; i++) {
                audits.add(auditJson.read(fields[i]));
            }
            models.add(new Kept(
                    new Draft(modelJson.read(fields[3]), null, Boolean.parseBoolean(fields[2]), audits),
                    fields[0].isEmpty() ? null : fields[0],
                    fields[1].isEmpty() ? null : fields[1]));
        }
        return models;
    }
}
