package dev.vmsh.project;

import dev.vmsh.interval.IntervalUnit;

/**
 * When a model may run and how its time is sliced.
 *
 * @param cron expression or alias, as written
 * @param cronZone IANA name; {@code UTC} by default
 * @param unit resolved: given, or inferred from the cron
 * @param start as written; null to follow the parents
 * @param end as written; null for none
 */
public record Schedule(
        String cron, String cronZone, IntervalUnit unit, String start, String end, boolean allowPartials) {
    public static final Schedule DAILY = new Schedule("@daily", "UTC", IntervalUnit.DAY, null, null, false);
}
