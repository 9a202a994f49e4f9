package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Model;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.sql.TableName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings the models of all roots together: one for each name, in an order in which parents come first. */
final class Assembly {
    private Assembly() {}

    /** By name; a second model of a name is noted and left out. */
    static <T> Map<TableName, T> byName(Collection<T> entries, Function<T, Model> model, Problems problems) {
        var byName = new LinkedHashMap<TableName, T>();
        for (T entry : entries) {
            Model each = model.apply(entry);
            T first = byName.putIfAbsent(each.name(), entry);
            if (first != null) {
                problems.add(new Problem(
                        each.file(),
                        each.line(),
                        0,
                        "There are two models called %s; the other is in %s"
                                .formatted(each.name(), model.apply(first).file()),
                        "Rename one of them"));
            }
        }
        return byName;
    }

    /** The models' graph; empty if they read each other in a circle, which is noted. */
    static Optional<Dag> dag(Map<TableName, Model> models, Problems problems) {
        var reads = new TreeMap<TableName, Set<TableName>>();
        models.forEach((name, model) -> reads.put(name, model.facts().dependencies()));
        try {
            return Optional.of(Dag.of(reads));
        } catch (Dag.CycleException e) {
            Model first = models.get(e.cycle().get(0));
            problems.add(new Problem(
                    first.file(),
                    first.line(),
                    0,
                    "These models read each other in a circle: "
                            + e.cycle().stream().map(TableName::toString).collect(Collectors.joining(" -> ")),
                    "Take one of the references out"));
            return Optional.empty();
        }
    }
}
