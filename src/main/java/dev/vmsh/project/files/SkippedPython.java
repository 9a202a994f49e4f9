package dev.vmsh.project.files;

import dev.vmsh.project.Kind;
import dev.vmsh.project.LeftOut;
import dev.vmsh.project.Model;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a project that is opened without Python goes without, and what that takes along. Used once. */
final class SkippedPython {
    private final Map<TableName, String> models = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** A model that is written in Python. */
    void model(TableName name, String file) {
        models.put(name, file);
        notes.add("%s (%s): a Python model".formatted(name, file));
    }

    /**
     * A file that calls a Python macro.
     *
     * @param names of the models in it, as far as they can be told
     */
    void caller(String file, String macro, Set<TableName> names) {
        file(file, names, "calls @%s, a Python macro".formatted(macro));
    }

    /**
     * A file with a model of kind CUSTOM, which is a program.
     *
     * @param names as of {@link #caller}
     */
    void custom(String file, Set<TableName> names) {
        file(file, names, "its kind is CUSTOM, written in Python");
    }

    private void file(String file, Set<TableName> names, String why) {
        names.forEach(name -> models.put(name, file));
        notes.add("%s%s: %s".formatted(file, names.isEmpty() ? "" : " (" + list(names) + ")", why));
    }

    /** Something else that needs Python: an audit, a statement. */
    void other(String what) {
        notes.add(what);
    }

    /**
     * Takes out of {@code all} what reads a model that is missing, and what reads that. A table that is declared as an external model is
     * not missing: the warehouse has it.
     *
     * @param there tables that have been found in the warehouse
     */
    LeftOut leaveReadersOut(Map<TableName, Model> all, Set<TableName> there) {
        Set<TableName> leftOut = new TreeSet<>(models.keySet());
        leftOut.removeAll(all.keySet());
        Set<TableName> missing = new TreeSet<>(leftOut);
        missing.removeAll(there);
        boolean more = true;
        while (more) {
            List<Model> readers = all.values().stream()
                    .filter(model -> !(model.kind() instanceof Kind.External))
                    .filter(model -> model.facts().dependencies().stream().anyMatch(missing::contains))
                    .toList();
            for (Model reader : readers) {
                Set<TableName> read = new TreeSet<>(reader.facts().dependencies());
                read.retainAll(missing);
                notes.add("%s (%s): reads %s".formatted(reader.name(), reader.file(), list(read)));
                all.remove(reader.name());
                leftOut.add(reader.name());
                if (!there.contains(reader.name())) {
                    missing.add(reader.name());
                }
            }
            more = !readers.isEmpty();
        }
        leftOut.stream()
                .filter(there::contains)
                .forEach(name -> notes.add("%s: what is in the warehouse under that name is read".formatted(name)));
        return notes.isEmpty() ? LeftOut.NONE : new LeftOut(leftOut, notes);
    }

    private static String list(Set<TableName> names) {
        return names.stream().sorted().map(TableName::toString).collect(Collectors.joining(", "));
    }
}
