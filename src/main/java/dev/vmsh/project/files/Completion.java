package dev.vmsh.project.files;

import dev.vmsh.project.Dag;
import dev.vmsh.project.Model;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.project.files.ModelFiles.FileModels;
import dev.vmsh.project.files.ProjectLoader.RootModels;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Brings the models of all files together and finds their columns, parents first; what was found for the same columns of the parents
 * before is not looked for again. Used once.
 */
final class Completion {
    private final List<RootModels> parts;
    private final List<Model> externals;
    private final ModelCache cache;
    private final Problems problems;

    Completion(List<RootModels> parts, List<Model> externals, ModelCache cache, Problems problems) {
        this.parts = parts;
        this.externals = externals;
        this.cache = cache;
        this.problems = problems;
    }

    /** A model and where it comes from. */
    private record Pending(Kept kept, RootModels part) {
        Model model() {
            return kept.draft().model();
        }
    }

    /** All models by name. If they read each other in a circle, that is noted, and their columns are not looked for. */
    Map<TableName, Model> run() {
        var all = new ArrayList<Pending>();
        for (RootModels part : parts) {
            part.files().stream()
                    .flatMap(file -> file.models().stream())
                    .forEach(kept -> all.add(new Pending(kept, part)));
        }
        Map<TableName, Pending> pending = Assembly.byName(all, Pending::model, problems);
        var models = new LinkedHashMap<TableName, Model>();
        externals.forEach(external -> models.put(external.name(), external));
        pending.forEach((name, each) -> models.put(name, each.model()));
        Optional<Dag> dag = Assembly.dag(models, problems);
        if (dag.isEmpty()) {
            return models;
        }
        var kept = new IdentityHashMap<Kept, Kept>();
        for (TableName name : dag.get().order()) {
            if (pending.containsKey(name)) {
                Kept completed = completed(pending.get(name), models);
                kept.put(pending.get(name).kept(), completed);
                models.put(name, completed.draft().model());
            }
        }
        parts.forEach(part -> remember(part, kept));
        return models;
    }

    private static Kept completed(Pending pending, Map<TableName, Model> models) {
        Kept kept = pending.kept();
        String key = schemasKey(pending.model(), models);
        if (key.equals(kept.schemasKey())) {
            return kept;
        }
        Model model =
                pending.part().reader().modelReader().completed(kept.draft(), table -> columns(models.get(table)));
        return new Kept(kept.draft().with(model), key, kept.seedContent());
    }

    /** Identifies the columns of all tables that {@code model} reads. */
    private static String schemasKey(Model model, Map<TableName, Model> models) {
        var key = new StringBuilder();
        for (TableName table : new TreeSet<>(model.facts().dependencies())) {
            key.append(table);
            columns(models.get(table))
                    .ifPresent(columns -> columns.forEach(column ->
                            key.append('\n').append(column.name()).append(' ').append(column.type())));
            key.append("\n\n");
        }
        return Digest.of(key.toString());
    }

    private static Optional<List<Column>> columns(Model model) {
        return model == null ? Optional.empty() : model.facts().columns();
    }

    private void remember(RootModels part, Map<Kept, Kept> completed) {
        for (FileModels file : part.files()) {
            List<Kept> now = file.models().stream()
                    .map(kept -> completed.getOrDefault(kept, kept))
                    .toList();
            boolean same = true;
            for (int i = 0; i < now.size(); i++) {
                same &= now.get(i).equals(file.models().get(i)) && now.get(i).schemasKey() != null;
            }
            String surroundings = part.reader().surroundingsKey();
            boolean known =
                    same && cache.get(surroundings, file.path(), file.content()).isPresent();
            if (file.keep() && !known) {
                cache.put(surroundings, file.path(), file.content(), now);
            }
        }
    }
}
