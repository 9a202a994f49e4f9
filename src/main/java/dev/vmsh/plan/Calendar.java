package dev.vmsh.plan;

import dev.vmsh.interval.Cron;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.interval.Schedule;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Model;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** When each model of a project starts, ends and ticks, seen from one execution time. Immutable. */
public final class Calendar {
    private final Map<TableName, Schedule> schedules;
    private final Map<TableName, Instant> starts;

    private Calendar(Map<TableName, Schedule> schedules, Map<TableName, Instant> starts) {
        this.schedules = schedules;
        this.starts = starts;
    }

    /**
     * A model that says no start takes the earliest of its parents; a root without one takes the last tick but one before {@code now}, so
     * that its first plan has one interval to compute.
     */
    public static Calendar of(Map<TableName, Model> models, Dag dag, Instant now) {
        var crons = new HashMap<String, Cron>();
        var schedules = new HashMap<TableName, Schedule>();
        var starts = new HashMap<TableName, Instant>();
        for (TableName name : dag.order()) {
            Model model = models.get(name);
            dev.vmsh.project.Schedule written = model.schedule();
            Cron cron = crons.computeIfAbsent(
                    written.cron() + "\n" + written.cronZone(), key -> Cron.parse(written.cron(), written.cronZone()));
            IntervalUnit unit = written.unit();
            Instant start = written.start() == null
                    ? dag.parents(name).stream()
                            .map(starts::get)
                            .min(Instant::compareTo)
                            .orElseGet(() -> unit.floor(cron.previous(cron.floor(now))))
                    : unit.ceil(TimeExpression.parse(written.start()).asStart(now));
            Optional<Instant> end = Optional.ofNullable(written.end())
                    .map(text -> TimeExpression.parse(text).asEnd(now));
            starts.put(name, start);
            schedules.put(
                    name,
                    new Schedule(
                            cron, unit, model.kind().lookback(), written.allowPartials(), Optional.of(start), end));
        }
        return new Calendar(schedules, starts);
    }

    public Schedule schedule(TableName model) {
        return schedules.get(model);
    }

    public Instant start(TableName model) {
        return starts.get(model);
    }

    public IntervalUnit unit(TableName model) {
        return schedules.get(model).unit();
    }
}
