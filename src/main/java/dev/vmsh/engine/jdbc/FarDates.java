package dev.vmsh.engine.jdbc;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates outside the years 1 to 9999, which few programs can read: they are handed out as the text that engines print. */
final class FarDates {
    private FarDates() {}

    static Object orText(LocalDate date) {
        return near(date.getYear()) ? date : text(date) + era(date);
    }

    static Object orText(LocalDateTime time) {
        return near(time.getYear()) ? time : text(time) + era(time.toLocalDate());
    }

    /** In UTC. */
    static Object orText(OffsetDateTime time) {
        OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
        return near(utc.getYear()) ? utc : text(utc.toLocalDateTime()) + "+00" + era(utc.toLocalDate());
    }

    private static boolean near(int year) {
        return year >= 1 && year <= 9999;
    }

    private static String text(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String text(LocalDateTime time) {
        String clock = time.toLocalTime().toString();
        return text(time.toLocalDate()) + " " + (clock.length() == 5 ? clock + ":00" : clock);
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }
}
