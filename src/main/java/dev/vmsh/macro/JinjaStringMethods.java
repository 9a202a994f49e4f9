package dev.vmsh.macro;

import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.objects.collections.PyList;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;

/** The methods that Python's strings have, for templates; everything else goes to the engine's own resolver. */
final class JinjaStringMethods extends ELResolver {
    private static final Pattern FIELD = Pattern.compile("\\{(\\d*)}");

    private final ELResolver engine = JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY;

    @Override
    public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
        if (base instanceof CharSequence text && method != null) {
            Object result = call(text.toString(), method.toString(), arguments == null ? new Object[0] : arguments);
            if (result != null) {
                context.setPropertyResolved(true);
                return result;
            }
        }
        return engine.invoke(context, base, method, types, arguments);
    }

    /** Null if Python's strings have no such method, or none with these arguments. */
    private static Object call(String text, String method, Object[] arguments) {
        if (method.equals("format")) {
            return format(text, arguments);
        }
        return switch (arguments.length) {
            case 0 -> plain(text, method);
            case 1 -> withOne(text, method, arguments[0]);
            case 2 -> method.equals("replace") ? text.replace(string(arguments[0]), string(arguments[1])) : null;
            default -> null;
        };
    }

    private static Object plain(String text, String method) {
        return switch (method) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "strip" -> text.strip();
            case "lstrip" -> text.stripLeading();
            case "rstrip" -> text.stripTrailing();
            case "capitalize" -> capitalized(text);
            case "title" -> Pattern.compile("\\p{L}+").matcher(text).replaceAll(word -> capitalized(word.group()));
            case "split" ->
                text.isBlank()
                        ? new PyList(new ArrayList<>())
                        : list(text.strip().split("\\s+"));
            case "isdigit" -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            default -> null;
        };
    }

    private static Object withOne(String text, String method, Object argument) {
        return switch (method) {
            case "startswith" -> text.startsWith(string(argument));
            case "endswith" -> text.endsWith(string(argument));
            case "split" -> list(text.split(Pattern.quote(string(argument)), -1));
            case "join" -> joined(text, argument);
            case "strip" -> withoutEnds(text, string(argument), true, true);
            case "lstrip" -> withoutEnds(text, string(argument), true, false);
            case "rstrip" -> withoutEnds(text, string(argument), false, true);
            case "find" -> (long) text.indexOf(string(argument));
            case "count" -> (long) text.split(Pattern.quote(string(argument)), -1).length - 1;
            default -> null;
        };
    }

    private static String format(String text, Object[] arguments) {
        Matcher fields = FIELD.matcher(text);
        var out = new StringBuilder();
        int next = 0;
        while (fields.find()) {
            int index = fields.group(1).isEmpty() ? next++ : Integer.parseInt(fields.group(1));
            String value = index < arguments.length ? string(arguments[index]) : fields.group();
            fields.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return fields.appendTail(out).toString();
    }

    private static String joined(String separator, Object items) {
        return items instanceof Iterable<?> list
                ? list(list).stream().map(JinjaStringMethods::string).collect(Collectors.joining(separator))
                : string(items);
    }

    private static String withoutEnds(String text, String characters, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (right && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String capitalized(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static PyList list(String[] parts) {
        return new PyList(new ArrayList<>(List.of(parts)));
    }

    private static List<Object> list(Iterable<?> items) {
        var list = new ArrayList<Object>();
        items.forEach(list::add);
        return list;
    }

    private static String string(Object value) {
        return Objects.toString(value, "None");
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        return engine.getValue(context, base, property);
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return engine.getType(context, base, property);
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        engine.setValue(context, base, property, value);
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return engine.isReadOnly(context, base, property);
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return engine.getCommonPropertyType(context, base);
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        Iterator<FeatureDescriptor> descriptors = engine.getFeatureDescriptors(context, base);
        return descriptors == null ? Collections.emptyIterator() : descriptors;
    }
}
