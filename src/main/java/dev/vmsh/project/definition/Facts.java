package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.TimeVariables;
import dev.vmsh.project.Kind;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.Places;
import dev.vmsh.project.RenderVariables;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Query;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What can be found out about one model from its text, in two steps: first alone, then with the columns of the tables that it reads.
 * Pure.
 */
final class Facts {
    /** Macro functions whose result depends on the columns of the tables read. */
    private static final Set<String> SCHEMA_MACROS = Set.of("star", "union", "deduplicate");

    private final MacroExpander expander;
    private final SqlReader reader;
    private final TableName name;
    private final Kind kind;
    private final ModelStatements statements;
    private final ModelProperties properties;
    private final MacroScope scope;
    private final String defaultCatalog;

    /**
     * @param scope the project's variables, restricted or not
     * @param defaultCatalog null if there is none
     */
    Facts(
            MacroExpander expander,
            SqlReader reader,
            TableName name,
            Kind kind,
            ModelStatements statements,
            ModelProperties properties,
            MacroScope scope,
            String defaultCatalog) {
        this.expander = expander;
        this.reader = reader;
        this.name = name;
        this.kind = kind;
        this.statements = statements;
        this.properties = properties;
        this.scope = scope;
        this.defaultCatalog = defaultCatalog;
    }

    /**
     * What was found, and what it was found from.
     *
     * @param query null if the model has none, or it cannot be read but its dependencies are given
     */
    record Found(ModelFacts facts, Query query, Set<String> variables, Set<String> calls) {
        boolean dependsOnSchemas() {
            return calls.stream().anyMatch(SCHEMA_MACROS::contains);
        }
    }

    /**
     * @param schemas columns of the tables read
     * @throws Rendering.Failed if a macro cannot be expanded, or the query is not SQL
     */
    Found find(Function<TableName, Optional<List<Column>>> schemas) {
        Function<TableName, Optional<List<Column>>> known = table -> schemas.apply(table.relativeTo(defaultCatalog));
        MacroScope base = scope.withSchemas(known);
        Rendering loaded = Rendering.of(statements, expander, base.with(RenderVariables.atLoad(name, scope.dialect())));
        Rendering distinct = usesTime(loaded)
                ? Rendering.of(statements, expander, base.with(RenderVariables.distinct(name, scope.dialect())))
                : loaded;
        Query query = query(loaded.query());
        var variables = new TreeSet<>(loaded.variables());
        variables.addAll(distinct.variables());
        var calls = new TreeSet<>(loaded.calls());
        calls.addAll(distinct.calls());
        ModelFacts facts = new ModelFacts(
                loaded.query() == null ? "" : loaded.query(),
                canonicalQuery(query, loaded, distinct),
                canonical(distinct.before(), statements.before()),
                canonical(distinct.after(), statements.after()),
                canonical(distinct.onVirtualUpdate(), statements.onVirtualUpdate()),
                VariableNames.values(scope, texts(), propertyTexts(), variables),
                dependencies(query),
                query != null && tables(query).contains(name),
                columns(query, known));
        return new Found(facts, query, variables, calls);
    }

    /** The output columns, once those of the tables read are known. */
    Optional<List<Column>> columns(Query query, Function<TableName, Optional<List<Column>>> schemas) {
        return OutputColumns.of(kind, properties, defaultCatalog, query, schemas);
    }

    private Query query(String sql) {
        if (sql == null || (sql.isBlank() && !properties.dependsOn().isEmpty())) {
            return null;
        }
        try {
            return reader.query(sql);
        } catch (SqlException e) {
            if (!properties.dependsOn().isEmpty()) {
                return null;
            }
            throw new Rendering.Failed(statements.query(), mapped(e, sql));
        }
    }

    /** The same fault at its place in the text as written, as far as that can be told. */
    private SqlException mapped(SqlException fault, String rendered) {
        SqlText written = statements.query();
        if (written.jinja()) {
            return new SqlException(
                    fault.getMessage() + " (in the rendered text of the Jinja block)", fault.remedy(), -1);
        }
        return new SqlException(
                fault.getMessage(), fault.remedy(), Places.original(written.text(), rendered, fault.offset()));
    }

    private String canonicalQuery(Query query, Rendering loaded, Rendering distinct) {
        if (distinct.query() == null) {
            return "";
        }
        var canonical = new StringBuilder();
        if (query == null) {
            canonical.append("tokens: ").append(TokenText.of(distinct.query(), scope.dialect()));
        } else if (distinct.query().equals(loaded.query())) {
            canonical.append(query.canonical());
        } else {
            canonical.append(canonicalOf(distinct.query()));
        }
        statements.before().stream()
                .filter(text -> !text.jinja() && TokenText.isDefinition(text.text(), scope.dialect()))
                .forEach(text -> appendRaw(canonical, text));
        appendRaw(canonical, statements.query());
        return canonical.toString();
    }

    private String canonicalOf(String sql) {
        try {
            return reader.canonical(sql);
        } catch (SqlException e) {
            return "tokens: " + TokenText.of(sql, scope.dialect());
        }
    }

    /** A branch that is not taken at load is in no rendered text: where there can be one, the written text counts as well. */
    private void appendRaw(StringBuilder canonical, SqlText text) {
        if (text.jinja()) {
            canonical.append("\nwritten: ").append(TokenText.ofJinja(text.text()));
        } else if (TokenText.callsMacro(definedValue(text), scope.dialect())) {
            canonical.append("\nwritten: ").append(TokenText.of(text.text(), scope.dialect()));
        }
    }

    /** For a {@code @DEF}, what is defined: the call of DEF itself does not choose between branches. */
    private String definedValue(SqlText text) {
        boolean definition = TokenText.isDefinition(text.text(), scope.dialect());
        return definition ? text.text().substring(text.text().indexOf('(') + 1) : text.text();
    }

    private List<String> canonical(List<String> rendered, List<SqlText> written) {
        var canonical = new ArrayList<String>();
        rendered.forEach(sql -> canonical.add(TokenText.of(sql, scope.dialect())));
        for (SqlText text : written) {
            boolean definition = !text.jinja() && TokenText.isDefinition(text.text(), scope.dialect());
            if (!definition && (text.jinja() || TokenText.callsMacro(text.text(), scope.dialect()))) {
                var raw = new StringBuilder();
                appendRaw(raw, text);
                canonical.add(raw.toString().strip());
            }
        }
        return canonical;
    }

    private Set<TableName> dependencies(Query query) {
        var dependencies = new TreeSet<TableName>();
        if (query != null) {
            dependencies.addAll(tables(query));
        }
        properties.dependsOn().forEach(table -> dependencies.add(table.relativeTo(defaultCatalog)));
        dependencies.remove(name);
        return dependencies;
    }

    private Set<TableName> tables(Query query) {
        var tables = new TreeSet<TableName>();
        query.tables().forEach(table -> tables.add(table.relativeTo(defaultCatalog)));
        return tables;
    }

    private boolean usesTime(Rendering rendering) {
        return rendering.calls().contains("jinja")
                || rendering.variables().stream().anyMatch(TimeVariables::isTimeVariable)
                || texts().stream().anyMatch(SqlText::jinja);
    }

    Collection<SqlText> texts() {
        var texts = new ArrayList<>(statements.before());
        if (statements.query() != null) {
            texts.add(statements.query());
        }
        texts.addAll(statements.after());
        texts.addAll(statements.onVirtualUpdate());
        return texts;
    }

    /** The texts of properties whose macros are expanded later. */
    Collection<String> propertyTexts() {
        var texts = new ArrayList<String>();
        for (Map<String, String> map : List.of(
                properties.physicalProperties(), properties.virtualProperties(), properties.sessionProperties())) {
            texts.addAll(map.values());
        }
        properties.audits().forEach(call -> texts.addAll(call.arguments().values()));
        if (kind instanceof Kind.IncrementalByUniqueKey byKey) {
            texts.add(byKey.mergeFilter());
            texts.add(byKey.whenMatched());
        }
        return texts;
    }
}
