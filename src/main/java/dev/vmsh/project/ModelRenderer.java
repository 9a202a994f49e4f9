package dev.vmsh.project;

import dev.vmsh.interval.Interval;
import dev.vmsh.macro.Expansion;
import dev.vmsh.macro.MacroException;
import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.PlacedException;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Query;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Turns what a model says into the SQL that is sent. Pure: the same request gives the same text. Safe for several threads. */
public final class ModelRenderer {
    /** What the expander says of a date that there is no range for. */
    private static final Pattern UNDATED = Pattern.compile("'(?:start|end)_[a-z]+'");

    /** Stands for {@code @this_model} in audits, where that is a query or the audit is of another dialect, until tables are put in. */
    private static final String THIS_MODEL = "vmsh_this_model";

    private final Function<Dialect, SqlReader> readers;
    private final MacroExpander expander = new MacroExpander();

    /** @param readers by the dialect that is read; the one they write is the engine's */
    public ModelRenderer(Function<Dialect, SqlReader> readers) {
        this.readers = readers;
    }

    /**
     * The model's query, macros expanded, tables replaced, every output column named.
     *
     * @throws VmshException naming the model's file, if a macro cannot be expanded (a date without a range among them), or a table
     *     reference cannot be replaced with certainty
     */
    public String query(Model model, RenderRequest request) {
        SqlText text = model.statements().query();
        return placed(model, text, request, () -> {
            Expansion expansion = expand(text, afterDefinitions(model, request));
            SqlReader reader = readers.apply(model.dialect());
            Query query = reader.query(expansion.sql());
            try {
                return query.withNamedOutputs(tables(model, request)).sql();
            } catch (SqlException e) {
                int offset = Places.original(text.text(), query.text(), e.offset());
                throw new SqlException(e.getMessage(), e.remedy(), offset);
            }
        });
    }

    /** The statements before the query; those that vanish are left out. */
    public List<String> before(Model model, RenderRequest request) {
        return statements(model, model.statements().before(), scope(model, request), request);
    }

    public List<String> after(Model model, RenderRequest request) {
        return statements(model, model.statements().after(), afterDefinitions(model, request), request);
    }

    public List<String> onVirtualUpdate(Model model, RenderRequest request) {
        return statements(model, model.statements().onVirtualUpdate(), afterDefinitions(model, request), request);
    }

    /** Values of {@code physical_properties} as SQL. */
    public Map<String, String> physicalProperties(Model model, RenderRequest request) {
        var rendered = new TreeMap<String, String>();
        MacroScope scope = scope(model, request)
                .with("model_kind_name", new MacroValue.Text(model.kind().keyword()));
        model.properties().physicalProperties().forEach((key, value) -> {
            String text = expander.expand(value, scope).sql();
            if (!text.isBlank()) {
                rendered.put(key, text);
            }
        });
        return rendered;
    }

    /** Any piece of SQL of {@code model}, macros expanded, tables as they are. */
    public String expand(Model model, String text, RenderRequest request) {
        return readers.apply(model.dialect())
                .translated(
                        expander.expand(text, afterDefinitions(model, request)).sql());
    }

    /** The dialect in which {@code model} is sent to the engine. */
    public Dialect target(Model model) {
        return readers.apply(model.dialect()).target();
    }

    /**
     * The query of an audit that the project defines.
     *
     * @param arguments of the use, over the audit's defaults
     * @param thisModel what {@code @this_model} stands for, as the engine writes it: a table, or a query in parentheses; null for a
     *     standalone audit
     */
    public String audit(
            Audit audit, Model model, Map<String, String> arguments, String thisModel, RenderRequest request) {
        var values = new TreeMap<String, MacroValue>();
        audit.defaults().forEach((name, sql) -> values.put(name, new MacroValue.Sql(sql)));
        MacroScope surroundings = afterDefinitions(model, request);
        arguments.forEach((name, sql) -> values.put(
                name, new MacroValue.Sql(expander.expand(sql, surroundings).sql())));
        SqlReader reader = readers.apply(audit.dialect());
        boolean query = thisModel != null && thisModel.startsWith("(");
        // a query in place of a table needs an alias on some engines, and may have been given one
        boolean later = query || reader.target() != audit.dialect();
        if (thisModel != null) {
            values.put("this_model", new MacroValue.Sql(later ? THIS_MODEL : thisModel));
        }
        MacroScope scope = scope(model, request).with(values);
        String sql = expanded(audit, scope);
        String rows = query ? thisModel.substring(1, thisModel.length() - 1) : "SELECT * FROM " + thisModel;
        return reader.query(sql)
                .replaceTables(table -> later && table.equals(TableName.of(null, THIS_MODEL))
                        ? Optional.of(new Replacement.Subquery(rows))
                        : request.tables().apply(table))
                .sql();
    }

    private String expanded(Audit audit, MacroScope surroundings) {
        MacroScope scope = surroundings;
        for (SqlText definition : audit.definitions()) {
            scope = expand(definition, scope).definitions();
        }
        return expand(audit.query(), scope).sql();
    }

    /**
     * The query of a built-in audit.
     *
     * @param thisModel as for {@link #audit}
     */
    String builtInAudit(AuditCall call, Model model, String thisModel, RenderRequest request) {
        var arguments = new TreeMap<String, String>();
        call.arguments().forEach((name, text) -> arguments.put(name, expand(model, text, request)));
        Dialect target = target(model);
        String sql = BuiltInAudits.query(new AuditCall(call.name(), arguments, call.blocking()), target, thisModel)
                .orElseThrow();
        if (!AuditQueries.hasQuery(call)) {
            return sql;
        }
        return readers.apply(target)
                .query(sql)
                .replaceTables(tables(model, request))
                .sql();
    }

    /** The query of an audit that belongs to no model. */
    public String standaloneAudit(Project project, Audit audit, RenderRequest request) {
        var values = new TreeMap<String, MacroValue>();
        audit.defaults().forEach((name, sql) -> values.put(name, new MacroValue.Sql(sql)));
        String sql = expanded(
                audit,
                scope(project, request.stage(), null, request.execution()).with(values));
        return readers.apply(audit.dialect())
                .query(sql)
                .replaceTables(request.tables())
                .sql();
    }

    /**
     * Statements of the project's configuration, those that vanish left out.
     *
     * @param range what {@code @start_*} and {@code @end_*} describe; null to leave them undefined
     */
    public List<String> statements(
            Project project,
            List<String> texts,
            String stage,
            Interval range,
            Instant execution,
            Map<String, MacroValue> variables) {
        MacroScope scope = scope(project, stage, range, execution).with(variables);
        var rendered = new ArrayList<String>();
        for (String text : texts) {
            Expansion expansion = expand(SqlText.configured(text, 0, ""), scope);
            scope = expansion.definitions();
            if (!expansion.sql().isBlank()) {
                rendered.add(expansion.sql());
            }
        }
        return rendered;
    }

    private List<String> statements(Model model, List<SqlText> texts, MacroScope initial, RenderRequest request) {
        var rendered = new ArrayList<String>();
        MacroScope scope = initial;
        for (SqlText text : texts) {
            MacroScope visible = scope;
            Expansion expansion = placed(model, text, request, () -> expand(text, visible));
            scope = expansion.definitions();
            if (!expansion.sql().isBlank()) {
                rendered.add(placed(model, text, request, () -> readers.apply(model.dialect())
                        .replaceTables(expansion.sql(), tables(model, request))
                        .sql()));
            }
        }
        return rendered;
    }

    /** What becomes of a table, by its name as the model writes it: with or without the default catalog. */
    private static Function<TableName, Optional<Replacement>> tables(Model model, RenderRequest request) {
        String defaultCatalog = model.defaultCatalog();
        return table -> request.tables().apply(table.relativeTo(defaultCatalog));
    }

    /** Runs {@code work}; what goes wrong in it is told with the place of {@code text}. */
    private static <R> R placed(Model model, SqlText text, RenderRequest request, Supplier<R> work) {
        try {
            return work.get();
        } catch (MacroException | SqlException e) {
            boolean undated =
                    request.range() == null && UNDATED.matcher(e.getMessage()).find();
            String remedy = undated
                    ? "A %s model has no start and end: use @execution_ds, or an INCREMENTAL kind"
                            .formatted(model.kind().keyword())
                    : e.remedy();
            Problem problem = text.configuration() == null
                    ? new Problem(model.file(), line(model, text, e), 0, e.getMessage(), remedy)
                    : new Problem(text.configuration(), text.line(), 0, e.getMessage(), remedy);
            throw new PlacedException(
                    "%s (%s:%d): %s".formatted(model.name(), problem.file(), problem.line(), e.getMessage()),
                    problem,
                    e);
        }
    }

    /** The line that is to blame, as far as it can be told: that of the macro or of the SQL, or else where the statement begins. */
    private static int line(Model model, SqlText text, VmshException e) {
        int offset = 0;
        if (e instanceof MacroException macro && !text.jinja()) {
            offset = macro.offset();
        } else if (e instanceof SqlException sql
                && !text.jinja()
                && text.equals(model.statements().query())) {
            offset = sql.offset();
        }
        int end = Math.max(0, Math.min(offset, text.text().length()));
        return text.line() + (int) text.text().substring(0, end).lines().count() - (end > 0 ? 1 : 0);
    }

    private MacroScope afterDefinitions(Model model, RenderRequest request) {
        MacroScope scope = scope(model, request);
        for (SqlText text : model.statements().before()) {
            if (isDefinition(text)) {
                scope = expand(text, scope).definitions();
            }
        }
        return scope;
    }

    private static boolean isDefinition(SqlText text) {
        return text.text().stripLeading().regionMatches(true, 0, "@def", 0, "@def".length());
    }

    private Expansion expand(SqlText text, MacroScope scope) {
        return text.jinja() ? expander.expandJinja(text.text(), scope) : expander.expand(text.text(), scope);
    }

    /** What a text sees that belongs to no model. */
    private static MacroScope scope(Project project, String stage, Interval range, Instant execution) {
        var values = new TreeMap<>(project.config().variables());
        values.putAll(project.gateway().variables());
        values.put("gateway", new MacroValue.Text(project.gateway().name()));
        Dialect dialect = project.config().dialect();
        values.putAll(RenderVariables.of(stage, range, execution, null, dialect));
        return MacroScope.empty(dialect).with(values);
    }

    private static MacroScope scope(Model model, RenderRequest request) {
        return model.scope()
                .with(RenderVariables.of(
                        request.stage(), request.range(), request.execution(), request.thisTable(), model.dialect()));
    }
}
