package dev.vmsh.project;

import dev.vmsh.sql.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A project, read whole and without faults, for one gateway. Immutable.
 *
 * @param root absolute path of the project's folder
 * @param gateway the gateway it was read for: its variables and its name went into the models
 * @param models by name; external models included, disabled ones left out
 * @param audits the project's own, by name; {@code model-name/audit-name} for those written inside a model file
 * @param standaloneAudits audits that belong to no model, by name
 * @param changedFiles asked when a selector names a branch
 * @param leftOut what the files define and this project has not
 */
public record Project(
        String root,
        Config config,
        Gateway gateway,
        Map<TableName, Model> models,
        Map<String, Audit> audits,
        Map<String, Audit> standaloneAudits,
        Dag dag,
        ChangedFiles changedFiles,
        LeftOut leftOut) {
    public Project {
        models = Map.copyOf(models);
        audits = Map.copyOf(audits);
        standaloneAudits = Map.copyOf(standaloneAudits);
    }

    public static Project of(
            String root,
            Config config,
            Gateway gateway,
            Map<TableName, Model> models,
            Map<String, Audit> audits,
            Map<String, Audit> standaloneAudits) {
        return new Project(
                root,
                config,
                gateway,
                models,
                audits,
                standaloneAudits,
                dag(models),
                ChangedFiles.UNTRACKED,
                LeftOut.NONE);
    }

    private static Dag dag(Map<TableName, Model> models) {
        var reads = new TreeMap<TableName, Set<TableName>>();
        models.forEach((name, model) -> reads.put(name, model.facts().dependencies()));
        return Dag.of(reads);
    }

    /** The same project with other models. */
    public Project with(Map<TableName, Model> others) {
        return new Project(root, config, gateway, others, audits, standaloneAudits, dag(others), changedFiles, leftOut);
    }

    /** The same project under version control. */
    public Project with(ChangedFiles changes) {
        return new Project(root, config, gateway, models, audits, standaloneAudits, dag, changes, leftOut);
    }

    /** The same project, saying that {@code left} is missing. */
    public Project without(LeftOut left) {
        return new Project(root, config, gateway, models, audits, standaloneAudits, dag, changedFiles, left);
    }

    public Optional<Model> model(TableName name) {
        return Optional.ofNullable(models.get(name));
    }

    /** The audit that {@code model} means by {@code name}: its own, else the project's; built-in ones are not here. */
    public Optional<Audit> audit(Model model, String name) {
        Audit own = audits.get(model.name() + "/" + name);
        return Optional.ofNullable(own != null ? own : audits.get(name));
    }
}
