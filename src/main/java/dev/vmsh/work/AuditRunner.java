package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.Project;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import dev.vmsh.work.TestResult.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs the audits that the project's files ask for, on the tables that an environment has. Writes nothing. */
public final class AuditRunner {
    private final Connections connections;

    public AuditRunner(Connections connections) {
        this.connections = connections;
    }

    /**
     * @param selectors which models; empty for all, and for the audits that belong to no model
     * @param range what is audited of models with a time column; all of it if not given
     * @param stop ends them between two audits, or in the middle of one
     * @return in the order of the models' graph
     * @throws dev.vmsh.problem.UsageException if there is no such environment, or a selector matches nothing
     * @throws InterruptedWorkException if they were ended
     */
    public List<AuditResult> run(
            String gateway, EnvironmentName name, List<String> selectors, AskedRange range, Stop stop) {
        Project project = connections.project(gateway);
        StateStore state = connections.state(gateway);
        Environment environment =
                state.environment(name).orElseThrow(() -> EnvironmentNames.unknown(name, state.environmentNames()));
        Set<TableName> chosen =
                selectors.isEmpty() ? project.models().keySet() : ModelSelection.expand(selectors, project, "--model");
        Interval interval = range.given() ? range.interval(Instant.EPOCH, range.execution()) : null;
        Audits audits = audits(gateway, project, environment, range, interval);
        var results = new ArrayList<AuditResult>();
        var warehouses = new Warehouses(connections, gateway);
        var sessions = new HashMap<String, EngineSession>();
        Function<String, EngineSession> open = site ->
                sessions.computeIfAbsent(site, key -> connections.engine(key).open());
        try {
            for (TableName each : project.dag().order()) {
                Model model = project.models().get(each);
                if (chosen.contains(each)) {
                    Optional<TableName> table = model.kind() instanceof Kind.External
                            ? Optional.of(each)
                            : environment.pointer(each).map(Pointer::table);
                    for (AuditCall call : model.properties().audits()) {
                        results.add(table.map(found -> judged(
                                        call.name(),
                                        each,
                                        () -> stop.during(
                                                open.apply(warehouses.gatewayOf(found)),
                                                used -> audits.run(
                                                        used,
                                                        model,
                                                        call,
                                                        warehouses.local(found),
                                                        interval,
                                                        range.execution()))))
                                .orElseGet(() -> notThere(call, model, name)));
                    }
                }
            }
            if (selectors.isEmpty()) {
                new TreeMap<>(project.standaloneAudits())
                        .forEach((title, audit) -> results.add(judged(
                                title,
                                null,
                                () -> stop.during(
                                        open.apply(gateway),
                                        used -> audits.runAlone(used, audit, range.execution())))));
            }
        } finally {
            sessions.values().forEach(EngineSession::close);
        }
        return results;
    }

    private Audits audits(
            String gateway, Project project, Environment environment, AskedRange range, Interval interval) {
        ModelRenderer renderer = connections.renderer(gateway);
        var reads = new PointerReads(
                project,
                Optional.of(environment),
                renderer,
                connections.engine(gateway).defaultCatalog(),
                new PointerReads.Rules(
                        PointerReads.Unplanned.KEEP_NAME,
                        Set.of(),
                        interval,
                        range.execution(),
                        environment.name().toString()));
        return new Audits(project, renderer, reads);
    }

    /** @param model null for an audit that belongs to none */
    private static AuditResult judged(String name, TableName model, Supplier<Audits.Outcome> audit) {
        try {
            Audits.Outcome outcome = audit.get();
            Status status = outcome.skipped() ? Status.SKIP : outcome.failures() > 0 ? Status.FAIL : Status.PASS;
            String message = outcome.skipped() ? "switched off in its definition" : "";
            return new AuditResult(name, model, status, outcome.failures(), outcome.sample(), outcome.sql(), message);
        } catch (InterruptedWorkException e) {
            throw e;
        } catch (VmshException e) {
            String remedy = e.remedy().isEmpty() ? "" : "\n" + e.remedy();
            return new AuditResult(name, model, Status.ERROR, 0, List.of(), "", e.getMessage() + remedy);
        }
    }

    private static AuditResult notThere(AuditCall call, Model model, EnvironmentName environment) {
        return new AuditResult(
                call.name(),
                model.name(),
                Status.SKIP,
                0,
                List.of(),
                "",
                "the environment %s does not have the model: type 'plan %s'"
                        .formatted(environment, environment.typed()));
    }
}
