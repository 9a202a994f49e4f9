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
        return "{\"name\":\"%s\",\"schema\":\"%s\",\"file\":\"%s\"}"
                .formatted(model.name().name(), model.name().schema(), model.file());
    }

    public Model read(String text) {
        String[] parts = text.replaceAll("[{}\"]", "").split("[:,]", -1);
        return new Model(
                TableName.of(parts[3], parts[1]), new Kind.Full(), Dialect.DUCKDB, parts[5], 1, ModelStatements.NONE,
                Schedule.DAILY, ModelProperties.NONE, MacroScope.empty(Dialect.DUCKDB),
                new ModelFacts(null, null, List.of(), List.of(), List.of(), Map.of(), Set.of(), false, Optional.empty()));
    }
}
