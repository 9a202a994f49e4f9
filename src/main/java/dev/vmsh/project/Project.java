package dev.vmsh.project;

import dev.vmsh.sql.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A project, read whole and without faults, for one gateway. Immutable.
 *
 * @param root absolute path of the project's folder
 * @param gateway the gateway it was read for: its variables and its name went into the models
 * @param models by name; external models included, disabled ones left out
 * @param audits the project's own, by name; {@code model-name/audit-name} for those written inside a model file
 * @param standaloneAudits audits that belong to no model, by name
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
        var reads = new TreeMap<TableName, java.util.Set<TableName>>();
        models.forEach((name, model) -> reads.put(name, model.facts().dependencies()));
        return new Project(root, config, gateway, models, audits, standaloneAudits, Dag.of(reads), LeftOut.NONE);
    }

    /** The same project with other models. */
    public Project withModels(Map<TableName, Model> changed) {
        return of(root, config, gateway, changed, audits, standaloneAudits).without(leftOut);
    }

    /** The same project, saying that {@code left} is missing. */
    public Project without(LeftOut left) {
        return new Project(root, config, gateway, models, audits, standaloneAudits, dag, left);
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
