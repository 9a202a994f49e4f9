package dev.vmsh.engine;

import dev.vmsh.problem.VmshException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Writes a time, in UTC, by a strftime pattern such as {@code %Y-%m-%d}. */
final class Strftime {
    private static final Map<Character, DateTimeFormatter> DIRECTIVES = Map.ofEntries(
            directive('Y', "uuuu"),
            directive('y', "uu"),
            directive('m', "MM"),
            directive('d', "dd"),
            directive('H', "HH"),
            directive('I', "hh"),
            directive('M', "mm"),
            directive('S', "ss"),
            directive('f', "SSSSSS"),
            directive('p', "a"),
            directive('j', "DDD"),
            directive('F', "uuuu-MM-dd"),
            directive('T', "HH:mm:ss"),
            directive('b', "MMM"),
            directive('B', "MMMM"),
            directive('a', "EEE"),
            directive('A', "EEEE"),
            directive('z', "xx"),
            directive('Z', "'UTC'"));

    private Strftime() {}

    /** @throws VmshException if {@code pattern} has a directive that is not known */
    static String format(String pattern, Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        var out = new StringBuilder();
        boolean marked = false;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (marked) {
                out.append(one(pattern, c, time));
                marked = false;
            } else if (c == '%') {
                marked = true;
            } else {
                out.append(c);
            }
        }
        if (marked) {
            out.append('%');
        }
        return out.toString();
    }

    private static String one(String pattern, char directive, OffsetDateTime time) {
        if (directive == '%') {
            return "%";
        }
        DateTimeFormatter formatter = DIRECTIVES.get(directive);
        if (formatter == null) {
            throw new VmshException(
                    "%%%s in the time format %s is not known".formatted(directive, pattern),
                    "Use %Y %m %d %H %M %S and their like");
        }
        return formatter.format(time);
    }

    private static Map.Entry<Character, DateTimeFormatter> directive(char letter, String javaPattern) {
        return Map.entry(letter, DateTimeFormatter.ofPattern(javaPattern, Locale.ENGLISH));
    }
}
