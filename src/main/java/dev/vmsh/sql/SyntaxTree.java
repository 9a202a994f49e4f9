package dev.vmsh.sql;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.parser.Node;

/**
 * The parts of a JSqlParser tree, found by reflection: the library's own visitors leave out tables in GROUP BY, ORDER BY, QUALIFY and
 * windows.
 */
final class SyntaxTree {
    private static final String LIBRARY = "net.sf.jsqlparser.";
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fieldsOf(type);
        }
    };

    private SyntaxTree() {}

    /** Gives {@code visit} each part of {@code node} that can have parts, list elements one by one, in field order. */
    static void forEachPart(Object node, Consumer<Object> visit) {
        if (node instanceof Collection<?> elements) {
            elements.forEach(element -> forEachNode(element, visit));
        }
        for (Field field : fields(node)) {
            forEachNode(get(field, node), visit);
        }
    }

    /** The fields of a library object that can hold nodes or lists of nodes. */
    static List<Field> fields(Object node) {
        return node.getClass().getName().startsWith(LIBRARY) ? FIELDS.get(node.getClass()) : List.of();
    }

    static Object get(Field field, Object node) {
        try {
            return field.get(node);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }

    static void set(Field field, Object node, Object value) {
        try {
            field.set(node, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }

    /** The offset of a node's first character, or -1 if the parser did not record it. */
    static int begin(ASTNodeAccess node) {
        Node syntax = node.getASTNode();
        return syntax == null || syntax.jjtGetFirstToken() == null ? -1 : syntax.jjtGetFirstToken().absoluteBegin - 1;
    }

    private static void forEachNode(Object value, Consumer<Object> visit) {
        if (value == null) {
            return;
        }
        if (value.getClass().getName().startsWith(LIBRARY)) {
            visit.accept(value);
        } else if (value instanceof Collection<?> elements) {
            elements.forEach(element -> forEachNode(element, visit));
        }
    }

    private static List<Field> fieldsOf(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> c = type; c != null && c.getName().startsWith(LIBRARY); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                boolean leaf = field.getType().isPrimitive()
                        || field.getType().isEnum()
                        || field.getType() == String.class
                        || Node.class.isAssignableFrom(field.getType());
                if (!leaf && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return List.copyOf(fields);
    }
}
