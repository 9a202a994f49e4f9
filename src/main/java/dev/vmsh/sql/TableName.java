package dev.vmsh.sql;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a table, view or model, normalised for its dialect and without quotes. {@code catalog} and {@code schema} may be null;
 * a null catalog means the gateway's default one, so that a model's identity does not depend on where its database file lies.
 */
public record TableName(String catalog, String schema, String name) implements Comparable<TableName> {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Comparator<String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<TableName> ORDER = Comparator.comparing(TableName::catalog, NULLS_FIRST)
            .thenComparing(TableName::schema, NULLS_FIRST)
            .thenComparing(TableName::name);

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
        return PLAIN.matcher(part).matches() ? part : quote(part);
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }
}
