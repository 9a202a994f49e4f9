package dev.vmsh.project.definition;

import dev.vmsh.interval.Cron;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Schedule;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads when a model may run: cron, unit, start and end. */
final class ScheduleReader {
    private final BlockValues values;
    private final Problems problems;
    private final Source source;

    ScheduleReader(BlockValues values, Problems problems, Source source) {
        this.values = values;
        this.problems = problems;
        this.source = source;
    }

    Schedule read() {
        String cronText = cron();
        String zone = zone();
        boolean allowPartials = values.flag("allow_partials", false);
        Cron cron = attempt("cron", () -> Cron.parse(cronText, zone)).orElse(Cron.DAILY);
        String start = time("start");
        String end = time("end");
        checkRange(start, end);
        return new Schedule(cronText, zone, unit(cron, allowPartials), start, end, allowPartials);
    }

    private String cron() {
        if (values.written("cron").matches("@[a-zA-Z]+")) {
            String alias = values.written("cron");
            problems.add(
                    source,
                    values.offset("cron"),
                    "A cron must be in quotes: without them %s is a macro".formatted(alias),
                    "Write cron '%s'".formatted(alias));
            return "@daily";
        }
        return Optional.ofNullable(values.text("cron")).orElse("@daily");
    }

    private String zone() {
        return Optional.ofNullable(values.text("cron_tz"))
                .filter(zone ->
                        attempt("cron_tz", () -> Cron.parse("@daily", zone)).isPresent())
                .orElse("UTC");
    }

    private IntervalUnit unit(Cron cron, boolean allowPartials) {
        String stated = values.text("interval_unit");
        if (stated == null) {
            return cron.unit();
        }
        return attempt("interval_unit", () -> cron.checked(IntervalUnit.named(stated), allowPartials))
                .orElse(cron.unit());
    }

    private String time(String name) {
        String text = values.text(name);
        return text == null
                ? null
                : attempt(name, () -> TimeExpression.parse(text))
                        .map(time -> text)
                        .orElse(null);
    }

    private void checkRange(String start, String end) {
        if (end == null) {
            return;
        }
        if (start == null) {
            problems.add(source, values.offset("end"), "An end needs a start", "Write start '2024-01-01' too");
            return;
        }
        boolean known = isFixed(start) && isFixed(end);
        if (known && fixed(start).compareTo(fixed(end)) > 0) {
            problems.add(
                    source,
                    values.offset("start"),
                    "The start %s lies after the end %s".formatted(start, end),
                    "Swap them, or remove the end");
        }
    }

    /** Relative phrases are compared when now is known. */
    private static boolean isFixed(String time) {
        return !(TimeExpression.parse(time) instanceof TimeExpression.Relative);
    }

    private static Instant fixed(String time) {
        return TimeExpression.parse(time).asStart(Instant.EPOCH);
    }

    private <R> Optional<R> attempt(String property, Supplier<R> reading) {
        try {
            return Optional.of(reading.get());
        } catch (VmshException e) {
            problems.add(source, values.offset(property), e.getMessage(), e.remedy());
            return Optional.empty();
        }
    }
}
