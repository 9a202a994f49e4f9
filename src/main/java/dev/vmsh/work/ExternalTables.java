package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists the tables that a project reads and does not make, with the columns that they have in the warehouse. */
public final class ExternalTables {
    private static final String READ_ONLY = "external_models/";

    private final Connections connections;

    public ExternalTables(Connections connections) {
        this.connections = connections;
    }

    /**
     * What was written.
     *
     * @param file relative to the project's folder; empty if there was nothing to write
     * @param tables columns by table
     * @param warnings why a table is not in the list, or not up to date
     */
    public record Written(Optional<String> file, Map<TableName, List<Column>> tables, List<String> warnings) {}

    /**
     * Writes the list. Tables that are listed stay, even where the warehouse does not have them.
     *
     * @param strict whether a table that is not there is an error
     * @throws VmshException if {@code strict} and one is missing; nothing is written then
     */
    public Written write(String gateway, boolean strict) {
        Project project = connections.project(gateway);
        Set<TableName> made = modelsOfEnvironments(gateway);
        var warnings = new ArrayList<String>();
        var tables = new TreeMap<TableName, List<Column>>();
        var missing = new ArrayList<TableName>();
        try (EngineSession session = connections.engine(gateway).open()) {
            for (TableName name : external(project)) {
                if (made.contains(name) && project.model(name).isEmpty()) {
                    warnings.add(name + " is left out: an environment has it as a model of this project");
                    continue;
                }
                Optional<List<Column>> columns = session.columns(name);
                columns.ifPresentOrElse(found -> tables.put(name, found), () -> missing.add(name));
            }
        }
        missing.forEach(name -> warnings.add(name + " is not in the warehouse, so its columns are not known"));
        if (strict && !missing.isEmpty()) {
            throw new VmshException(
                    "not in the warehouse: "
                            + missing.stream().map(TableName::toString).collect(Collectors.joining(", ")),
                    "Create them, or leave out --strict");
        }
        boolean usual = connections.config().defaultGateway().equals(gateway);
        String catalog = connections.engine(gateway).defaultCatalog();
        Optional<String> file = connections.generated().externalModels(tables, catalog, gateway, usual);
        return new Written(file, tables, warnings);
    }

    /** What is read and is no model, and what is listed, except in files that are written by hand. */
    private static Set<TableName> external(Project project) {
        var names = new TreeSet<TableName>();
        for (Model model : project.models().values()) {
            if (model.kind() instanceof Kind.External) {
                names.add(model.name());
            }
            model.facts().dependencies().stream()
                    .filter(name -> project.model(name).isEmpty())
                    .forEach(names::add);
        }
        names.removeIf(name -> project.model(name)
                .filter(model -> model.file().startsWith(READ_ONLY))
                .isPresent());
        return names;
    }

    private Set<TableName> modelsOfEnvironments(String gateway) {
        return connections.state(gateway).environments().stream()
                .flatMap(environment -> environment.pointers().stream())
                .filter(pointer -> !pointer.kind().equals("EXTERNAL"))
                .map(Pointer::model)
                .collect(Collectors.toSet());
    }
}
