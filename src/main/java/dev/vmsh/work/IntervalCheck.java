package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.interval.MissingIntervals;
import dev.vmsh.interval.Window;
import dev.vmsh.plan.Calendar;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out which intervals of an environment's own versions have not been computed. Local files do not count. */
public final class IntervalCheck {
    private final Connections connections;

    public IntervalCheck(Connections connections) {
        this.connections = connections;
    }

    /** What is missing of one model; nothing if it is complete. */
    public record Gap(TableName model, IntervalUnit unit, IntervalSet missing) {
        public boolean complete() {
            return missing.isEmpty();
        }
    }

    /**
     * @param selectors which models; empty for all
     * @return for every model with rows of its own, parents first
     * @throws dev.vmsh.problem.UsageException if there is no such environment, or a selector matches nothing
     */
    public List<Gap> check(String gateway, EnvironmentName name, List<String> selectors, AskedRange range) {
        StateStore state = connections.state(gateway);
        Environment environment =
                state.environment(name).orElseThrow(() -> EnvironmentNames.unknown(name, state.environmentNames()));
        Project recorded = new RecordedProject(state).of(environment, connections.project(gateway));
        Set<TableName> chosen = selectors.isEmpty()
                ? recorded.models().keySet()
                : ModelSelection.expand(selectors, recorded, "--select-model");
        Calendar calendar = Calendar.of(recorded.models(), recorded.dag(), range.execution());
        Map<TableName, IntervalSet> computed = state.intervals(tables(environment));
        Map<TableName, Pointer> pointers = environment.byModel();
        var gaps = new ArrayList<Gap>();
        for (TableName each : recorded.dag().order()) {
            Model model = recorded.models().get(each);
            if (chosen.contains(each) && !model.kind().symbolic()) {
                IntervalSet missing = missing(model, calendar, computed(pointers.get(each), computed), range);
                gaps.add(new Gap(each, calendar.unit(each), missing));
            }
        }
        return gaps;
    }

    private static Set<TableName> tables(Environment environment) {
        var tables = new HashSet<TableName>();
        for (Pointer pointer : environment.pointers()) {
            if (pointer.table() != null) {
                tables.add(pointer.table());
                tables.add(pointer.storage().table());
            }
        }
        return tables;
    }

    /** A preview of a forward-only version stands beside what prod has computed. */
    private static IntervalSet computed(Pointer pointer, Map<TableName, IntervalSet> computed) {
        IntervalSet own = computed.getOrDefault(pointer.table(), IntervalSet.EMPTY);
        return pointer.preview() && pointer.forwardOnly()
                ? own.union(computed.getOrDefault(pointer.storage().table(), IntervalSet.EMPTY))
                : own;
    }

    private static IntervalSet missing(Model model, Calendar calendar, IntervalSet have, AskedRange range) {
        Instant now = range.execution();
        IntervalUnit unit = calendar.unit(model.name());
        if (model.kind() instanceof Kind.Seed) {
            Instant end = unit.floor(now);
            return have.isEmpty() ? IntervalSet.between(unit.previous(end), end) : IntervalSet.EMPTY;
        }
        Instant from = range.from(calendar.start(model.name()));
        Instant to = range.to(now);
        return from.isBefore(to)
                ? MissingIntervals.of(
                        new Window(from, to, range.endIsDate(), now, false), calendar.schedule(model.name()), have)
                : IntervalSet.EMPTY;
    }
}
