package dev.vmsh.plan;

import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.interval.Schedule;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Decision;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time a plan is about. A plan does not advance the cadence: without a range of its own it goes, model by model, as far as prod has
 * computed, and no further; only a run goes on from there.
 *
 * @param start null if not restricted
 * @param end null if not given
 * @param endIsDate whether the end was given as a day
 * @param reached how far each model goes if nothing else is asked for
 * @param capped whether the plan is bound by that
 * @param defaultCap how far prod has computed at all; null if it has not, or the plan is not bound by it
 * @param previewStart where a preview starts if no start was given; null if prod has computed nothing
 */
record Range(
        Instant start,
        Instant end,
        boolean endIsDate,
        Map<TableName, Instant> reached,
        boolean capped,
        Instant defaultCap,
        Instant previewStart,
        Instant now) {

    static Range of(PlanInput input, Calendar calendar, List<Change> changes, Instant effectiveFrom) {
        PlanRequest request = input.request();
        Instant now = input.executionTime();
        boolean restating = !input.restate().isEmpty();
        if (request.isProd() && !restating && (request.start() != null || request.end() != null)) {
            throw new UsageException(
                    "a plan of prod takes no start or end: prod is always computed whole",
                    "Leave them out, or name models to compute again with --restate-model");
        }
        Instant start = request.start() == null
                ? (request.isProd() ? null : effectiveFrom)
                : TimeExpression.parse(request.start()).asStart(now);
        TimeExpression endText = request.end() == null ? null : TimeExpression.parse(request.end());
        Instant end = endText == null ? null : endText.asEnd(now);
        if (start != null && end != null && !start.isBefore(end)) {
            throw new UsageException(
                    "the start %s is not before the end %s".formatted(request.start(), request.end()),
                    "Give a start before the end");
        }
        // A day given as the end is meant whole, so today is not in the future although its end is.
        if (end != null && (endText.isDate() ? endText.asStart(now) : end).isAfter(now)) {
            throw new UsageException("the end %s lies in the future".formatted(request.end()), "Give one up to now");
        }
        if (start != null && start.isAfter(now)) {
            throw new UsageException(
                    "the start %s lies in the future".formatted(request.start()), "Give one up to now");
        }
        boolean capped = !request.rules().run() && end == null;
        Map<TableName, Instant> caps = caps(input);
        Instant furthest = caps.values().stream().max(Instant::compareTo).orElse(null);
        return new Range(
                start,
                end,
                endText == null || endText.isDate(),
                reached(input, calendar, caps, furthest == null ? now : furthest),
                capped,
                capped ? furthest : null,
                previewStart(input, calendar, changes),
                now);
    }

    /**
     * No model goes further than what it reads: it would count as complete without the rows that are still to come. What the environment
     * shows and goes on to show may have got further than prod.
     */
    private static Map<TableName, Instant> reached(
            PlanInput input, Calendar calendar, Map<TableName, Instant> caps, Instant furthest) {
        Dag dag = input.project().dag();
        Map<TableName, Instant> there = shown(input);
        var reached = new HashMap<TableName, Instant>();
        for (TableName name : dag.order()) {
            Instant end = caps.getOrDefault(name, furthest);
            for (TableName parent : dag.parents(name)) {
                Instant due = due(input.project().models().get(parent).kind(), calendar.schedule(parent), end);
                Instant readable = there.getOrDefault(parent, Instant.MIN);
                readable = readable.isBefore(reached.get(parent)) ? reached.get(parent) : readable;
                if (readable.isBefore(due)) {
                    end = readable;
                }
            }
            reached.put(name, end);
        }
        return reached;
    }

    /** How far the environment has what it shows already in the table that it will show: no preview, and the same version. */
    private static Map<TableName, Instant> shown(PlanInput input) {
        var shown = new HashMap<TableName, Instant>();
        input.target().ifPresent(target -> {
            for (Pointer pointer : target.pointers()) {
                Decision decision = input.decisions().get(pointer.model());
                boolean stays = decision != null
                        && decision.snapshot().id().equals(pointer.snapshot())
                        && pointer.storage() != null
                        && pointer.storage().table().equals(pointer.table());
                if (stays) {
                    input.intervals()
                            .getOrDefault(pointer.table(), IntervalSet.EMPTY)
                            .hull()
                            .ifPresent(hull -> shown.put(pointer.model(), hull.end()));
                }
            }
        });
        return shown;
    }

    /** How far a parent must go so that a reader of it can go to {@code end}. */
    private static Instant due(Kind parent, Schedule schedule, Instant end) {
        if (parent instanceof Kind.Seed || parent instanceof Kind.External) {
            return Instant.MIN;
        }
        if (parent.symbolic()) {
            return end;
        }
        Instant ticked = schedule.unit().floor(schedule.cron().floor(end));
        return schedule.end().filter(ticked::isAfter).orElse(ticked);
    }

    private static Map<TableName, Instant> caps(PlanInput input) {
        var caps = new HashMap<TableName, Instant>();
        input.prod().ifPresent(prod -> {
            for (Pointer pointer : prod.pointers()) {
                if (pointer.storage() != null && !pointer.kind().equals("SEED")) {
                    IntervalSet have =
                            input.intervals().getOrDefault(pointer.storage().table(), IntervalSet.EMPTY);
                    have.hull().ifPresent(hull -> caps.put(pointer.model(), hull.end()));
                }
            }
        });
        return caps;
    }

    private static Instant previewStart(PlanInput input, Calendar calendar, List<Change> changes) {
        Map<TableName, Instant> caps = caps(input);
        return changes.stream()
                .filter(change -> change.type() != ChangeType.REMOVED && caps.containsKey(change.model()))
                .filter(change -> !symbolic(input.decisions().get(change.model())))
                .map(change -> {
                    IntervalUnit unit = calendar.unit(change.model());
                    return unit.previous(unit.ceil(caps.get(change.model())));
                })
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static boolean symbolic(Decision decision) {
        Kind kind = decision.snapshot().model().kind();
        return kind.symbolic() || kind instanceof Kind.Seed;
    }

    /** The exclusive end for one model. */
    Instant endFor(TableName model) {
        if (end != null) {
            return end;
        }
        return capped ? reached.get(model) : now;
    }

    /** How far a model goes as far as prod is concerned. */
    Instant reached(TableName model) {
        return reached.get(model);
    }

    /** The range of previews: as asked for, else the last interval that prod has. */
    Interval preview(Instant now) {
        Instant from = start != null ? start : previewStart;
        Instant to = end != null ? end : defaultCap != null ? defaultCap : now;
        return from == null || !from.isBefore(to) ? null : new Interval(from, to);
    }
}
