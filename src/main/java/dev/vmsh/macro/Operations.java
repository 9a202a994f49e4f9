package dev.vmsh.macro;

import dev.vmsh.macro.ExpressionParser.Unevaluated;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the operators and functions of a macro condition do. Each takes the SQL it was written as: over a column, the result is that
 * text again. NULL makes the result NULL.
 */
final class Operations {
    private Operations() {}

    /** Whether two values are one: numbers by value, everything else only with its own type; a column equals nothing. */
    static boolean same(Object left, Object right) {
        if (left instanceof BigDecimal first && right instanceof BigDecimal second) {
            return first.compareTo(second) == 0;
        }
        if (left instanceof Unevaluated || right instanceof Unevaluated) {
            return false;
        }
        return Objects.equals(left, right);
    }

    static Object compare(String operator, Object left, Object right, String sql) {
        if (left == null || right == null) {
            return null;
        }
        if (operator.equals("=") || operator.equals("==")) {
            return same(left, right);
        }
        if (operator.equals("<>") || operator.equals("!=")) {
            return !same(left, right);
        }
        if (left instanceof Unevaluated || right instanceof Unevaluated) {
            return new Unevaluated(sql);
        }
        int order = order(left, right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static int order(Object left, Object right) {
        if (left instanceof BigDecimal first && right instanceof BigDecimal second) {
            return first.compareTo(second);
        }
        if (left instanceof String first && right instanceof String second) {
            return first.compareTo(second);
        }
        if (left instanceof Boolean first && right instanceof Boolean second) {
            return first.compareTo(second);
        }
        if (isTime(left) && isTime(right)) {
            return time(left).compareTo(time(right));
        }
        throw new EvaluationException("values of different types have no order");
    }

    private static boolean isTime(Object value) {
        return value instanceof LocalDate || value instanceof LocalDateTime;
    }

    private static LocalDateTime time(Object value) {
        return value instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) value;
    }

    static Object arithmetic(String operator, Object left, Object right, String sql) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof Unevaluated || right instanceof Unevaluated) {
            return new Unevaluated(sql);
        }
        if (left instanceof String first && right instanceof String second && operator.equals("+")) {
            return first + second;
        }
        if (!(left instanceof BigDecimal first) || !(right instanceof BigDecimal second)) {
            throw new EvaluationException("'" + operator + "' takes numbers");
        }
        if ((operator.equals("/") || operator.equals("%")) && second.signum() == 0) {
            throw new EvaluationException("division by zero");
        }
        return switch (operator) {
            case "+" -> first.add(second);
            case "-" -> first.subtract(second);
            case "*" -> first.multiply(second);
            case "/" -> quotient(first, second);
            default -> modulo(first, second);
        };
    }

    /** True division, in double precision, always with a decimal: 10 / 4 is 2.5 and 4 / 2 is 2.0. */
    private static BigDecimal quotient(BigDecimal left, BigDecimal right) {
        double quotient = left.doubleValue() / right.doubleValue();
        if (!Double.isFinite(quotient)) {
            throw new EvaluationException("the quotient is out of range");
        }
        return BigDecimal.valueOf(quotient);
    }

    /** The remainder with the sign of the divisor. */
    private static BigDecimal modulo(BigDecimal left, BigDecimal right) {
        BigDecimal whole = left.divide(right, 0, RoundingMode.FLOOR);
        return left.subtract(whole.multiply(right));
    }

    static Object like(Object value, Object pattern, boolean anyCase, String sql) {
        if (value == null || pattern == null) {
            return null;
        }
        if (value instanceof Unevaluated || pattern instanceof Unevaluated) {
            return new Unevaluated(sql);
        }
        if (!(value instanceof String text) || !(pattern instanceof String like)) {
            throw new EvaluationException("LIKE takes strings");
        }
        var regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        int flags = Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        return Pattern.compile(regex.toString(), flags).matcher(text).matches();
    }

    static Object cast(Object value, String type, String sql) {
        if (value == null) {
            return null;
        }
        if (value instanceof Unevaluated) {
            return new Unevaluated(sql);
        }
        try {
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "int", "integer", "bigint", "smallint", "tinyint", "int2", "int4", "int8", "int64", "hugeint" ->
                    number(value).setScale(0, RoundingMode.DOWN);
                case "double", "float", "real", "decimal", "numeric", "float4", "float8", "float64" -> number(value);
                case "text", "varchar", "string", "char" -> text(value);
                case "boolean", "bool" -> bool(value);
                case "date" ->
                    isTime(value)
                            ? time(value).toLocalDate()
                            : parsedTime(text(value)).toLocalDate();
                case "timestamp", "datetime", "timestamptz" -> isTime(value) ? time(value) : parsedTime(text(value));
                default -> throw new EvaluationException("a cast to " + type + " is not supported");
            };
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            throw new EvaluationException("'" + value + "' is no " + type.toUpperCase(Locale.ROOT));
        }
    }

    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Boolean bool) {
            return bool ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        var number = new BigDecimal(text(value).strip());
        if (Math.abs((long) number.scale()) > 1000) {
            throw new EvaluationException("the number is out of range");
        }
        return number;
    }

    private static boolean bool(Object value) {
        if (value instanceof String text) {
            String lower = text.strip().toLowerCase(Locale.ROOT);
            if (List.of("true", "t", "yes", "1").contains(lower)) {
                return true;
            }
            if (List.of("false", "f", "no", "0").contains(lower)) {
                return false;
            }
            throw new EvaluationException("'" + text + "' is no BOOLEAN");
        }
        return Conditions.isTrue(value);
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof List<?>) {
            throw new EvaluationException("a list is no text");
        }
        return value.toString();
    }

    private static LocalDateTime parsedTime(String text) {
        String iso = text.strip().replace(' ', 'T');
        if (iso.length() <= 10) {
            return LocalDate.parse(iso).atStartOfDay();
        }
        boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(iso)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()
                : LocalDateTime.parse(iso);
    }

    static Object function(String name, List<Object> arguments, String sql) {
        if (name.equals("coalesce")) {
            return arguments.stream().filter(Objects::nonNull).findFirst().orElse(null);
        }
        if (arguments.stream().anyMatch(Unevaluated.class::isInstance)) {
            return new Unevaluated(sql);
        }
        if (arguments.stream().anyMatch(Objects::isNull) && !name.equals("concat")) {
            return null;
        }
        int count = arguments.size();
        return switch (name) {
            case "concat" -> concat(arguments);
            case "lower" -> text(only(arguments, name)).toLowerCase(Locale.ROOT);
            case "upper" -> text(only(arguments, name)).toUpperCase(Locale.ROOT);
            case "substring", "substr" -> {
                if (count < 2 || count > 3) {
                    throw new EvaluationException("SUBSTRING takes two or three arguments");
                }
                yield substring(
                        text(arguments.get(0)), number(arguments.get(1)), count == 3 ? number(arguments.get(2)) : null);
            }
            default -> throw new EvaluationException(name.toUpperCase(Locale.ROOT) + " is not supported");
        };
    }

    private static String concat(List<Object> arguments) {
        var out = new StringBuilder();
        arguments.stream().filter(Objects::nonNull).forEach(argument -> out.append(text(argument)));
        return out.toString();
    }

    private static Object only(List<Object> arguments, String name) {
        if (arguments.size() != 1) {
            throw new EvaluationException(name.toUpperCase(Locale.ROOT) + " takes one argument");
        }
        return arguments.get(0);
    }

    /** From the character {@code start}, counted from 1; to the end if {@code length} is null. */
    private static String substring(String text, BigDecimal start, BigDecimal length) {
        int from = Math.min(Math.max(start.intValue() - 1, 0), text.length());
        long to = length == null ? text.length() : (long) from + Math.max(length.intValue(), 0);
        return text.substring(from, (int) Math.min(to, text.length()));
    }
}
