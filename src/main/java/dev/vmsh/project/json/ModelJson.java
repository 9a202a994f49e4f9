package dev.vmsh.project.json;

import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.Schedule;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps a model's name and file only, as a FULL model. */
public final class ModelJson {
    public String write(Model model) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode()
                .put("catalog", model.name().catalog())
                .put("schema", model.name().schema())
                .put("name", model.name().name())
                .put("file", model.file())
                .put("query", model.statements().query() == null ? "" : model.statements().query().text())
                .toString();
    }

    public Model read(String text) {
        com.fasterxml.jackson.databind.JsonNode node;
        try {
            node = new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        return new Model(
                new TableName(node.get("catalog").textValue(), node.get("schema").textValue(), node.get("name").textValue()),
                new Kind.Full(), Dialect.DUCKDB, node.get("file").textValue(), 1, ModelStatements.NONE,
                Schedule.DAILY, ModelProperties.NONE, MacroScope.empty(Dialect.DUCKDB),
                new ModelFacts(null, null, List.of(), List.of(), List.of(), Map.of(), Set.of(), false, Optional.empty()));
    }
}
