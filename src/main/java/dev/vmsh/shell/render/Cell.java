package dev.vmsh.shell.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The exact text of one value, as {@link dev.vmsh.engine.Rows#value} gives it. Nothing is rounded and nothing is left out. */
public final class Cell {
    /** How NULL is shown to people; an empty string is shown as nothing. */
    public static final String NULL = "NULL";

    private static final int PLAIN_DIGITS = 17;
    private static final double SMALLEST_PLAIN = 1e-5;
    private static final double EXACT = 1e15;
    private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendOffset("+HH:mm", "+00:00").toFormatter(Locale.ROOT);

    private Cell() {}

    /** The value as data: {@link #NULL} for null, control characters as they are. */
    public static String text(Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Float number) {
            return Float.isFinite(number) ? shortest(new BigDecimal(number.toString())) : number.toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof TemporalAccessor time) {
            return time(time, ' ');
        }
        if (value instanceof Iterable<?> || value instanceof Map<?, ?>) {
            return JsonText.of(value);
        }
        return value.toString();
    }

    /** The value on one line: control characters, and those that would reorder the line, are escaped. */
    public static String line(Object value) {
        return escaped(text(value));
    }

    /** {@code text} with control characters written as {@code \n}, {@code \t}, {@code \}u001b. */
    public static String escaped(String text) {
        if (printable(text)) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (unprintable(c)) {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    /**
     * ISO 8601 for dates and times of every type.
     *
     * @param separator what stands between date and time
     */
    static String time(TemporalAccessor value, char separator) {
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate().toString() + separator + TIME.format(time);
        }
        if (value instanceof OffsetDateTime time) {
            String offset = separator == 'T' && time.getOffset().getTotalSeconds() == 0 ? "Z" : OFFSET.format(time);
            return time.toLocalDate().toString() + separator + TIME.format(time) + offset;
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        if (value instanceof OffsetTime time) {
            return TIME.format(time) + OFFSET.format(time);
        }
        return value.toString();
    }

    /** The shortest text that reads back as the same number. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        String few = fewDecimals(value);
        return few.isEmpty() ? manyDecimals(value) : few;
    }

    /**
     * Most numbers in tables have few decimals, and millions of them are written. What has fifteen digits or fewer and reads back as
     * {@code value} is the only text so short that does.
     *
     * @return empty if there is no such text of the plain form
     */
    private static String fewDecimals(double value) {
        double size = Math.abs(value);
        if (size < SMALLEST_PLAIN) {
            return "";
        }
        for (int decimals = 1; decimals < TENS.length; decimals++) {
            double scaled = Math.rint(size * TENS[decimals]);
            if (scaled >= EXACT) {
                return "";
            }
            if (scaled / TENS[decimals] == size) {
                return plain((long) scaled, decimals, value < 0);
            }
        }
        return "";
    }

    private static String plain(long scaled, int decimals, boolean negative) {
        long ten = (long) TENS[decimals];
        String fraction = Long.toString(scaled % ten);
        var out = new StringBuilder(20);
        out.append(negative ? "-" : "").append(scaled / ten).append('.');
        out.append("0".repeat(decimals - fraction.length())).append(fraction);
        return out.toString();
    }

    private static String manyDecimals(double value) {
        var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        // Before JDK 19 Double.toString may give a digit too many.
        while (digits.precision() > 1) {
            BigDecimal fewer = digits.round(new MathContext(digits.precision() - 1, RoundingMode.HALF_EVEN));
            if (fewer.doubleValue() != value) {
                break;
            }
            digits = fewer;
        }
        return shortest(digits);
    }

    private static String shortest(BigDecimal exact) {
        BigDecimal digits = exact.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent < -5 || exponent >= PLAIN_DIGITS) {
            return digits.movePointLeft(exponent).toPlainString() + "E" + exponent;
        }
        return digits.scale() <= 0 ? digits.setScale(1).toPlainString() : digits.toPlainString();
    }

    /** Whether nothing is to be escaped; what is not ASCII is looked at one by one. */
    private static boolean printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                return false;
            }
            if (c > 0x7f) {
                return text.codePoints().noneMatch(Cell::unprintable);
            }
        }
        return true;
    }

    private static boolean unprintable(int c) {
        int type = Character.getType(c);
        boolean reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || reorders;
    }
}
