package dev.vmsh.interval;

import dev.vmsh.problem.VmshException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link TimeExpression} describes. */
final class TimeExpressionParser {
    private static final Pattern COMPACT_DATE = Pattern.compile("\\d{8}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DATE_AND_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[tT ].*");
    private static final Pattern RELATIVE = Pattern.compile("(?<in>in )?(?<amounts>.+?)(?<direction> ago| from now)?");

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[' '][z][XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private TimeExpressionParser() {}

    static TimeExpression parse(String text) {
        String written = text.strip().replaceAll("\\s+", " ");
        try {
            if (COMPACT_DATE.matcher(written).matches()) {
                return new TimeExpression.Day(LocalDate.parse(written, DateTimeFormatter.BASIC_ISO_DATE));
            }
            if (NUMBER.matcher(written).matches()) {
                return new TimeExpression.Timestamp(millis(written));
            }
            if (DATE.matcher(written).matches()) {
                return new TimeExpression.Day(LocalDate.parse(written));
            }
            if (DATE_AND_TIME.matcher(written).matches()) {
                return new TimeExpression.Timestamp(timestamp(written));
            }
        } catch (DateTimeException e) {
            throw notUnderstood(text, e);
        }
        return relative(text, written.toLowerCase(Locale.ROOT));
    }

    private static Instant millis(String digits) {
        int length = digits.replace("-", "").length();
        if (length == 10) {
            throw new VmshException(
                    "'%s' looks like seconds since 1970".formatted(digits),
                    "Write milliseconds, '%s000', or a date like 2024-01-31".formatted(digits));
        }
        return Instant.ofEpochMilli(Long.parseLong(digits));
    }

    private static Instant timestamp(String written) {
        TemporalAccessor parsed = TIMESTAMP.parseBest(written, ZonedDateTime::from, LocalDateTime::from);
        return parsed instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    private static TimeExpression relative(String text, String phrase) {
        return switch (phrase) {
            case "now" -> new TimeExpression.Relative(phrase, Period.ZERO, Duration.ZERO, false);
            case "today" -> new TimeExpression.Relative(phrase, Period.ZERO, Duration.ZERO, true);
            case "yesterday" -> new TimeExpression.Relative(phrase, Period.ofDays(-1), Duration.ZERO, true);
            case "tomorrow" -> new TimeExpression.Relative(phrase, Period.ofDays(1), Duration.ZERO, true);
            default -> counted(text, phrase);
        };
    }

    private static TimeExpression counted(String text, String phrase) {
        Matcher relative = RELATIVE.matcher(phrase);
        if (!relative.matches() || (relative.group("in") != null && relative.group("direction") != null)) {
            throw notUnderstood(text, null);
        }
        TimeLength length = TimeLength.parse(relative.group("amounts")).orElseThrow(() -> notUnderstood(text, null));
        boolean ahead = relative.group("in") != null || " from now".equals(relative.group("direction"));
        return new TimeExpression.Relative(
                phrase,
                ahead ? length.days() : length.days().negated(),
                ahead ? length.time() : length.time().negated(),
                length.wholeDays());
    }

    private static VmshException notUnderstood(String text, DateTimeException cause) {
        return new VmshException(
                "'%s' is not a time".formatted(text),
                "Write a date (2024-01-31), a timestamp (2024-01-31 10:00:00), or a phrase like '1 week ago' or 'in 3 days'",
                cause);
    }
}
