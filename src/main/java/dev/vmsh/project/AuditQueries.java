package dev.vmsh.project;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the audits of a project's models are as SQL, whether the project defines them or they are built in. Safe for several threads. */
public final class AuditQueries {
    private final Project project;
    private final ModelRenderer renderer;

    public AuditQueries(Project project, ModelRenderer renderer) {
        this.project = project;
        this.renderer = renderer;
    }

    /** Whether the audit's definition switches it off. */
    public boolean skipped(Model model, AuditCall call) {
        return project.audit(model, call.name()).map(Audit::skip).orElse(false);
    }

    /** Whether a failure stops what is under way: as this use says, else as the audit says. */
    public boolean blocking(Model model, AuditCall call) {
        if (call.blocking() != null) {
            return call.blocking();
        }
        return project.audit(model, call.name()).map(Audit::blocking).orElseGet(() -> BuiltInAudits.blocking(call));
    }

    /**
     * The query whose rows are the faults.
     *
     * @param thisModel what {@code @this_model} stands for: a table, or a query in parentheses
     * @throws VmshException if there is no such audit, or it cannot be rendered
     */
    public String query(Model model, AuditCall call, String thisModel, RenderRequest request) {
        Optional<Audit> own = project.audit(model, call.name());
        if (own.isPresent()) {
            return renderer.audit(own.get(), model, call.arguments(), thisModel, request);
        }
        if (!BuiltInAudits.contains(call.name())) {
            throw BuiltInAudits.unknown(call.name(), project.audits().keySet());
        }
        return renderer.builtInAudit(call, model, thisModel, request);
    }

    /** Whether an audit may read other tables than its model's, as far as can be told without rendering it. */
    public boolean mayReadOthers(Model model, AuditCall call) {
        return !skipped(model, call) && (project.audit(model, call.name()).isPresent() || hasQuery(call));
    }

    /**
     * The tables that an audit reads besides that of its model, relative to the model's default catalog.
     *
     * @throws VmshException if it cannot be rendered
     */
    public Set<TableName> reads(Model model, AuditCall call, Instant execution) {
        var read = new TreeSet<TableName>();
        if (!mayReadOthers(model, call)) {
            return read;
        }
        var request = new RenderRequest("auditing", RenderVariables.RANGE_AT_LOAD, execution, model.name(), table -> {
            read.add(table.relativeTo(model.defaultCatalog()));
            return Optional.empty();
        });
        query(model, call, model.name().quoted(), request);
        read.remove(model.name());
        return read;
    }

    /** Whether an argument of a built-in audit may read a table of its own. */
    static boolean hasQuery(AuditCall call) {
        return call.arguments().values().stream()
                .anyMatch(argument -> argument.toLowerCase(Locale.ROOT).contains("select"));
    }
}
