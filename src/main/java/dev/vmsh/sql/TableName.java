package dev.vmsh.sql;

import java.util.Objects;

/**
 * The name of a table, view or model, normalised for its dialect and without quotes. {@code catalog} and {@code schema} may be null;
 * a null catalog means the gateway's default one, so that a model's identity does not depend on where its database file lies.
 */
public record TableName(String catalog, String schema, String name) implements Comparable<TableName> {
    public TableName {
        Objects.requireNonNull(name, "name");
        if (catalog != null && schema == null) {
            throw new IllegalArgumentException("a catalog without a schema: " + catalog + " / " + name);
        }
    }

    public static TableName of(String schema, String name) {
        return new TableName(null, schema, name);
    }

    /** The same name with its catalog left out if that is {@code defaultCatalog}. */
    public TableName relativeTo(String defaultCatalog) {
        return catalog != null && catalog.equals(defaultCatalog) ? new TableName(null, schema, name) : this;
    }

    /** With every part in double quotes, for use in SQL: {@code "schema"."name"}. */
    public String quoted() {
        var out = new StringBuilder();
        if (catalog != null) {
            out.append(quote(catalog)).append('.');
        }
        if (schema != null) {
            out.append(quote(schema)).append('.');
        }
        return out.append(quote(name)).toString();
    }

    /** {@code identifier} in double quotes, inner quotes doubled. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Dotted, quoting only the parts that need it: how names are shown and recorded. */
    @Override
    public String toString() {
        var out = new StringBuilder();
        if (catalog != null) {
            out.append(shown(catalog)).append('.');
        }
        if (schema != null) {
            out.append(shown(schema)).append('.');
        }
        return out.append(shown(name)).toString();
    }

    private static String shown(String part) {
        return isPlain(part) ? part : quote(part);
    }

    /** Lower-case letters, digits and underscores, no digit first. */
    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || c == '_';
            boolean digit = c >= '0' && c <= '9' && i > 0;
            if (!letter && !digit) {
                return false;
            }
        }
        return !part.isEmpty();
    }

    @Override
    public int compareTo(TableName other) {
        int order = compare(catalog, other.catalog);
        if (order == 0) {
            order = compare(schema, other.schema);
        }
        return order == 0 ? name.compareTo(other.name) : order;
    }

    /** Null is first. */
    private static int compare(String left, String right) {
        if (left == null) {
            return right == null ? 0 : -1;
        }
        return right == null ? 1 : left.compareTo(right);
    }

    /** Written out, as is {@link #hashCode}: names are looked up by the thousand, and what a record does by itself is slower by far. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TableName that
                && name.equals(that.name)
                && Objects.equals(schema, that.schema)
                && Objects.equals(catalog, that.catalog);
    }

    @Override
    public int hashCode() {
        return (Objects.hashCode(catalog) * 31 + Objects.hashCode(schema)) * 31 + name.hashCode();
    }
}
