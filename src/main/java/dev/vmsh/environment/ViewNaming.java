package dev.vmsh.environment;

import dev.vmsh.project.Config;
import dev.vmsh.project.Config.SuffixTarget;
import dev.vmsh.project.Model;
import dev.vmsh.snapshot.Hash;
import dev.vmsh.snapshot.PhysicalNaming;
import dev.vmsh.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Names the views of an environment: in prod the model's own name, elsewhere with the environment's name added to the schema, the table
 * or the catalog.
 *
 * @param catalogMapping pattern to catalog, in order; the first that matches the beginning of the environment's name wins
 * @param catalogs of gateways that models name for themselves, and that lead to another database than the session's
 * @param longestIdentifier in bytes; a longer name keeps a readable beginning and ends in a hash of the whole
 */
public record ViewNaming(
        SuffixTarget target,
        Map<String, String> catalogMapping,
        String defaultCatalog,
        Map<String, String> catalogs,
        OptionalInt longestIdentifier) {
    private static final String DEFAULT_SCHEMA = "default";

    public static ViewNaming of(
            Config config, String defaultCatalog, Map<String, String> catalogs, OptionalInt longestIdentifier) {
        return new ViewNaming(
                config.suffixTarget(), config.environmentCatalogMapping(), defaultCatalog, catalogs, longestIdentifier);
    }

    /** The view of {@code model}, in the catalog of the gateway that it names for itself. */
    public TableName view(Model model, EnvironmentName environment) {
        return view(PhysicalNaming.in(model, catalogs), environment);
    }

    private TableName view(TableName model, EnvironmentName environment) {
        String catalog = model.catalog();
        for (Map.Entry<String, String> entry : catalogMapping.entrySet()) {
            if (Pattern.compile(entry.getKey())
                    .matcher(environment.identifier())
                    .lookingAt()) {
                catalog = entry.getValue();
                break;
            }
        }
        String schema = model.schema() == null ? DEFAULT_SCHEMA : model.schema();
        if (environment.isProd()) {
            return new TableName(catalog, fitted(schema), fitted(model.name()));
        }
        String suffix = "__" + environment.identifier();
        if (target == SuffixTarget.TABLE) {
            return new TableName(catalog, fitted(schema), fitted(model.name() + suffix));
        }
        if (target == SuffixTarget.CATALOG) {
            return new TableName(
                    (catalog == null ? defaultCatalog : catalog) + suffix, fitted(schema), fitted(model.name()));
        }
        return new TableName(catalog, fitted(schema + suffix), fitted(model.name()));
    }

    private String fitted(String name) {
        if (longestIdentifier.isEmpty()
                || name.getBytes(StandardCharsets.UTF_8).length <= longestIdentifier.getAsInt()) {
            return name;
        }
        String ending = "__" + Hash.of(name);
        return beginning(name, longestIdentifier.getAsInt() - ending.length()) + ending;
    }

    /** As many characters of {@code name} as have at most {@code bytes} bytes. */
    private static String beginning(String name, int bytes) {
        int end = 0;
        int size = 0;
        while (true) {
            int character = name.codePointAt(end);
            size += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (size > bytes) {
                return name.substring(0, end);
            }
            end += Character.charCount(character);
        }
    }
}
