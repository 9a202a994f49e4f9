package dev.vmsh.macro;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything a macro may see. Names are case-insensitive and kept in lower case. Immutable; safe for use by several threads if
 * {@code schemas} is.
 *
 * @param dialect of the text that is expanded
 * @param variables local names first: dates, runtime values, blueprint values, gateway and project variables, already merged by
 *     precedence
 * @param configured project and gateway variables only, which {@code @VAR} reads
 * @param blueprint blueprint variables only, which {@code @BLUEPRINT_VAR} reads
 * @param schemas columns of a table, for {@code @STAR} and {@code @UNION}; empty if not known
 * @param jinjaMacros text of the project's Jinja macro files, in file order
 * @param definitions what earlier {@code @DEF} statements defined; they hide {@code variables}
 * @param physicalTables what Jinja's {@code resolve_table('schema.model')} gives; empty leaves the model's name
 */
public record MacroScope(
        Dialect dialect,
        Map<String, MacroValue> variables,
        Map<String, MacroValue> configured,
        Map<String, MacroValue> blueprint,
        Function<TableName, Optional<List<Column>>> schemas,
        List<String> jinjaMacros,
        Map<String, MacroValue> definitions,
        Function<String, Optional<String>> physicalTables) {
    public MacroScope {
        Objects.requireNonNull(dialect, "dialect");
        variables = Map.copyOf(variables);
        configured = Map.copyOf(configured);
        blueprint = Map.copyOf(blueprint);
        jinjaMacros = List.copyOf(jinjaMacros);
        definitions = Map.copyOf(definitions);
    }

    /** A scope in which nothing was defined by {@code @DEF} yet. */
    public MacroScope(
            Dialect dialect,
            Map<String, MacroValue> variables,
            Map<String, MacroValue> configured,
            Map<String, MacroValue> blueprint,
            Function<TableName, Optional<List<Column>>> schemas,
            List<String> jinjaMacros) {
        this(dialect, variables, configured, blueprint, schemas, jinjaMacros, Map.of(), name -> Optional.empty());
    }

    /** A scope without any variable. */
    public static MacroScope empty(Dialect dialect) {
        return new MacroScope(dialect, Map.of(), Map.of(), Map.of(), table -> Optional.empty(), List.of());
    }

    /** With {@code more} on top of what is there. */
    public MacroScope with(Map<String, MacroValue> more) {
        return new MacroScope(
                dialect,
                merged(variables, more),
                configured,
                blueprint,
                schemas,
                jinjaMacros,
                definitions,
                physicalTables);
    }

    public MacroScope with(String name, MacroValue value) {
        return with(Map.of(name, value));
    }

    /** With other values for project variables, or more of them. What a blueprint says still goes over them. */
    public MacroScope withConfigured(Map<String, MacroValue> more) {
        return new MacroScope(
                dialect,
                merged(merged(variables, more), blueprint),
                merged(configured, more),
                blueprint,
                schemas,
                jinjaMacros,
                definitions,
                physicalTables);
    }

    public MacroScope withSchemas(Function<TableName, Optional<List<Column>>> known) {
        return new MacroScope(
                dialect, variables, configured, blueprint, known, jinjaMacros, definitions, physicalTables);
    }

    public MacroScope withPhysicalTables(Function<String, Optional<String>> tables) {
        return new MacroScope(dialect, variables, configured, blueprint, schemas, jinjaMacros, definitions, tables);
    }

    public MacroScope withJinjaMacros(List<String> texts) {
        return new MacroScope(dialect, variables, configured, blueprint, schemas, texts, definitions, physicalTables);
    }

    /** With what a {@code @DEF} defined, which hides variables of the same name. */
    public MacroScope withDefinition(String name, MacroValue value) {
        var merged = merged(definitions, Map.of(name, value));
        return new MacroScope(dialect, variables, configured, blueprint, schemas, jinjaMacros, merged, physicalTables);
    }

    /** What {@code name} stands for: a definition, else a variable. */
    public Optional<MacroValue> variable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(definitions.getOrDefault(lower, variables.get(lower)));
    }

    private static Map<String, MacroValue> merged(Map<String, MacroValue> base, Map<String, MacroValue> more) {
        var merged = new HashMap<>(base);
        more.forEach((name, value) -> merged.put(name.toLowerCase(Locale.ROOT), value));
        return merged;
    }
}
