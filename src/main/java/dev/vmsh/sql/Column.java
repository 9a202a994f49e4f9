package dev.vmsh.sql;

import java.util.Objects;

/**
 * A column of a table or of a query's result.
 *
 * @param name normalised, without quotes
 * @param type as the engine or the project writes it; null if not known
 */
public record Column(String name, String type) {
    public Column {
        Objects.requireNonNull(name, "name");
    }
}
