package dev.vmsh.snapshot;

import dev.vmsh.project.Config.TableNaming;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Names the tables that hold rows: {@code sqlmesh__<schema>.<schema>__<table>__<version>}, as SQLMesh does, so that both tools can share
 * a warehouse.
 *
 * @param schemaMapping pattern to schema, in order; the first that matches the beginning of a model's schema replaces the default
 * @param catalogs of gateways that models name for themselves, and that lead to another database than the session's
 * @param longestIdentifier in bytes; a longer name keeps a readable beginning and ends in a hash of the whole
 */
public record PhysicalNaming(
        Map<String, String> schemaMapping,
        TableNaming convention,
        Map<String, String> catalogs,
        OptionalInt longestIdentifier) {
    private static final String DEFAULT_SCHEMA = "default";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_]");

    /** Where rows of {@code model} in these versions live. */
    public Storage storage(Model model, String version, String devVersion) {
        if (model.kind() instanceof Kind.External) {
            return new Storage(version, devVersion, model.name(), model.name());
        }
        TableName name = in(model, catalogs);
        return new Storage(version, devVersion, table(name, version, ""), table(name, devVersion, "__dev"));
    }

    /** The name of {@code model} in the catalog of the gateway that it names for itself, if that is in {@code catalogs}. */
    public static TableName in(Model model, Map<String, String> catalogs) {
        String gateway = model.properties().gateway();
        String catalog = gateway == null ? null : catalogs.get(gateway.toLowerCase(Locale.ROOT));
        return catalog == null || model.name().catalog() != null
                ? model.name()
                : new TableName(catalog, model.name().schema(), model.name().name());
    }

    /** The schema that holds the tables of {@code model}. */
    public String schemaOf(TableName model) {
        String schema = model.schema() == null ? DEFAULT_SCHEMA : model.schema();
        for (Map.Entry<String, String> entry : schemaMapping.entrySet()) {
            if (Pattern.compile(entry.getKey()).matcher(schema).lookingAt()) {
                return entry.getValue();
            }
        }
        return "sqlmesh__" + safe(schema);
    }

    private TableName table(TableName model, String version, String suffix) {
        String prefix =
                model.schema() == null || convention == TableNaming.TABLE_ONLY ? "" : safe(model.schema()) + "__";
        String full = prefix + safe(model.name()) + "__" + version + suffix;
        String name =
                convention == TableNaming.HASH_MD5 ? "sqlmesh_md5__" + Hash.of(model.toString(), full) + suffix : full;
        return new TableName(model.catalog(), schemaOf(model), fitted(name, suffix));
    }

    private String fitted(String name, String suffix) {
        if (longestIdentifier.isEmpty()
                || name.getBytes(StandardCharsets.UTF_8).length <= longestIdentifier.getAsInt()) {
            return name;
        }
        String ending = "__" + Hash.of(name) + suffix;
        return name.substring(0, longestIdentifier.getAsInt() - ending.length()) + ending;
    }

    private static String safe(String part) {
        return UNSAFE.matcher(part).replaceAll("_");
    }
}
