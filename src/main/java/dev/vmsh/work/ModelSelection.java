package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.Selector;
import dev.vmsh.project.definition.OutputColumns;
import dev.vmsh.snapshot.Fingerprinter;
import dev.vmsh.snapshot.PhysicalNaming;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Restricts a project to chosen models: the others stay as an environment has them. */
public final class ModelSelection {
    private final StateStore state;
    private final PhysicalNaming naming;
    private final Function<Model, SqlReader> readers;

    /** @param readers a reader for a model's dialect */
    ModelSelection(StateStore state, PhysicalNaming naming, Function<Model, SqlReader> readers) {
        this.state = state;
        this.naming = naming;
        this.readers = readers;
    }

    /**
     * The models that {@code expressions} name.
     *
     * @throws UsageException if there are none
     */
    public static Set<TableName> expand(List<String> expressions, Project project, String option) {
        Set<TableName> chosen = Selector.select(expressions, project);
        if (chosen.isEmpty()) {
            throw new UsageException(
                    "%s %s matches no model".formatted(option, String.join(" ", expressions)),
                    hint(expressions, project));
        }
        return chosen;
    }

    private static String hint(List<String> expressions, Project project) {
        List<String> names =
                project.models().keySet().stream().map(TableName::toString).toList();
        for (String expression : expressions) {
            String typed = expression.replaceAll("[+*^()\"]", "").strip();
            Optional<String> meant = NearName.of(typed, names).or(() -> names.stream()
                    .filter(name -> name.endsWith("." + typed))
                    .findFirst());
            if (meant.isPresent()) {
                return "Did you mean '%s'?".formatted(meant.get());
            }
        }
        return "See 'models'; a selector is a name, a pattern like *orders*, tag:NAME, git:BRANCH, or +NAME+ for what it reads and feeds";
    }

    /** @param base what the models that are not chosen are taken from */
    Project apply(List<String> expressions, Project local, Optional<Environment> base) {
        if (expressions.isEmpty()) {
            return local;
        }
        Map<TableName, Model> models = new TreeMap<>(fromBase(local, base));
        var everything = new TreeMap<>(models);
        everything.putAll(local.models());
        Set<TableName> chosen = expand(expressions, local.with(everything), "--select-model");
        for (TableName name : chosen) {
            Model model = local.models().get(name);
            if (model == null) {
                models.remove(name);
            } else {
                models.put(name, model);
            }
        }
        return completed(local.with(models), local);
    }

    /** What a {@code *} stands for follows from the models that are read, and these are not the ones that the files were read with. */
    private Project completed(Project mixed, Project local) {
        Map<TableName, Model> models = new TreeMap<>(mixed.models());
        for (TableName name : mixed.dag().order()) {
            Model model = models.get(name);
            boolean asRead = model.equals(local.models().get(name))
                    && mixed.dag().parents(name).stream().allMatch(parent -> columns(models.get(parent))
                            .equals(columns(local.models().get(parent))));
            if (!asRead) {
                models.put(name, OutputColumns.over(model, readers.apply(model), table -> columns(models.get(table))));
            }
        }
        return local.with(models);
    }

    private static Optional<List<Column>> columns(Model model) {
        return model == null ? Optional.empty() : model.facts().columns();
    }

    private Map<TableName, Model> fromBase(Project local, Optional<Environment> base) {
        Map<TableName, Snapshot> snapshots = Fingerprinter.snapshots(local, naming);
        Map<TableName, Model> models = new TreeMap<>();
        List<SnapshotId> differing = new ArrayList<>();
        for (Pointer pointer : base.map(Environment::pointers).orElse(List.of())) {
            Snapshot snapshot = snapshots.get(pointer.model());
            if (snapshot != null && snapshot.id().equals(pointer.snapshot())) {
                models.put(pointer.model(), snapshot.model());
            } else {
                differing.add(pointer.snapshot());
            }
        }
        state.snapshots(differing).values().forEach(snapshot -> models.put(snapshot.name(), snapshot.model()));
        return models;
    }
}
