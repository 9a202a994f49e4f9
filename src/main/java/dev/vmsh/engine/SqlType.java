package dev.vmsh.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column type in one spelling for one meaning, so that what a project writes compares with what an engine reports.
 *
 * @param base name in lower case, or the whole type where it is a nested one
 * @param arguments the numbers in its parentheses
 */
record SqlType(String base, List<Integer> arguments) {
    private static final Pattern WITH_ARGUMENTS = Pattern.compile("([a-z0-9_ ]+?)\\((\\d+(?:,\\d+)*)\\)( .*)?");
    private static final Set<String> TEXT = Set.of("varchar", "text");
    private static final Set<String> BOUNDED_TEXT = Set.of("varchar", "char");

    /** Spellings of several words; replaced before the single ones. */
    private static final Map<String, String> PHRASES = Map.of(
            "character varying", "varchar",
            "double precision", "double",
            "timestamp without time zone", "timestamp",
            "timestamp with time zone", "timestamptz",
            "time without time zone", "time",
            "time with time zone", "timetz",
            "bit varying", "varbit");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("signed", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("long", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("short", "smallint"),
            Map.entry("int1", "tinyint"),
            Map.entry("numeric", "decimal"),
            Map.entry("float8", "double"),
            Map.entry("float4", "real"),
            Map.entry("bool", "boolean"),
            Map.entry("string", "varchar"),
            Map.entry("nvarchar", "varchar"),
            Map.entry("character", "char"),
            Map.entry("bpchar", "char"),
            Map.entry("datetime", "timestamp"),
            Map.entry("timestamp_us", "timestamp"),
            Map.entry("bytea", "blob"),
            Map.entry("binary", "blob"),
            Map.entry("varbinary", "blob"));

    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

    SqlType {
        arguments = List.copyOf(arguments);
    }

    /** @param text as a project or an engine writes it */
    static SqlType of(String text, EngineTraits traits) {
        SqlType type = parse(text);
        if (type.base.equals("decimal")
                && type.arguments.isEmpty()
                && !traits.defaultDecimal().isEmpty()) {
            return new SqlType("decimal", numbers(traits.defaultDecimal()));
        }
        if (type.base.equals("decimal") && type.arguments.size() == 1) {
            return new SqlType("decimal", List.of(type.arguments.get(0), 0));
        }
        if (!traits.boundedText() && (BOUNDED_TEXT.contains(type.base) || TEXT.contains(type.base))) {
            return new SqlType("varchar", List.of());
        }
        if (type.base.equals("char") && type.arguments.isEmpty()) {
            return new SqlType("char", List.of(1));
        }
        return type;
    }

    /** Whether every value of this type fits into {@code wider} by a change of type in place. */
    boolean widensTo(SqlType wider) {
        if (base.equals(wider.base)) {
            return wider.arguments.isEmpty() || (arguments.size() == wider.arguments.size() && fits(wider.arguments));
        }
        boolean wasText = TEXT.contains(base) || BOUNDED_TEXT.contains(base);
        return wasText && TEXT.contains(wider.base) && wider.arguments.isEmpty();
    }

    private boolean fits(List<Integer> wider) {
        for (int at = 0; at < wider.size(); at++) {
            if (wider.get(at) < arguments.get(at)) {
                return false;
            }
        }
        return true;
    }

    private static SqlType parse(String text) {
        String spelled = text.toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([(),]) ?", "$1")
                .replaceAll("\\)(?=[a-z])", ") ");
        Matcher matcher = WITH_ARGUMENTS.matcher(spelled);
        if (matcher.matches()) {
            String rest = matcher.group(3) == null ? "" : matcher.group(3);
            return new SqlType(canonical(matcher.group(1) + rest), numbers(matcher.group(2)));
        }
        return new SqlType(canonical(spelled), List.of());
    }

    private static String canonical(String spelled) {
        String result = spelled;
        for (Map.Entry<String, String> phrase : PHRASES.entrySet()) {
            result = result.replace(phrase.getKey(), phrase.getValue());
        }
        return WORD.matcher(result)
                .replaceAll(match -> Matcher.quoteReplacement(WORDS.getOrDefault(match.group(), match.group())));
    }

    private static List<Integer> numbers(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
    }
}
