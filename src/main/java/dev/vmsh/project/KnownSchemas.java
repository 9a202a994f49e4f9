package dev.vmsh.project;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The columns of some tables, as a value: what macros like {@code @STAR} look up.
 *
 * @param columns by table, names relative to {@code defaultCatalog}
 * @param defaultCatalog null if there is none
 */
public record KnownSchemas(Map<TableName, List<Column>> columns, String defaultCatalog)
        implements Function<TableName, Optional<List<Column>>> {
    public KnownSchemas {
        columns = Map.copyOf(columns);
    }

    @Override
    public Optional<List<Column>> apply(TableName table) {
        return Optional.ofNullable(columns.get(table.relativeTo(defaultCatalog)));
    }
}
