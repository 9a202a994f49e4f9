package dev.vmsh.project.definition;

import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Query;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The columns of a model's table, which follow from those of the tables that it reads. Pure. */
public final class OutputColumns {
    private OutputColumns() {}

    /**
     * A model that was read before, over tables that may have other columns than they had.
     *
     * @param reader for the model's dialect
     * @param schemas columns of the tables read, by name with the catalog where the project has one
     * @return {@code model} itself if it has no query, or one that cannot be read
     */
    public static Model over(Model model, SqlReader reader, Function<TableName, Optional<List<Column>>> schemas) {
        String query = model.facts().query();
        if (query.isBlank()) {
            return model;
        }
        try {
            Optional<List<Column>> columns =
                    of(model.kind(), model.properties(), model.defaultCatalog(), reader.query(query), schemas);
            return columns.equals(model.facts().columns())
                    ? model
                    : model.with(model.facts().with(columns));
        } catch (SqlException notReadable) {
            return model; // Its dependencies were given by hand.
        }
    }

    /**
     * @param defaultCatalog null if there is none
     * @param query null if there is none, or it cannot be read
     */
    static Optional<List<Column>> of(
            Kind kind,
            ModelProperties properties,
            String defaultCatalog,
            Query query,
            Function<TableName, Optional<List<Column>>> schemas) {
        Optional<List<Column>> own = Optional.empty();
        if (!properties.columns().isEmpty()) {
            own = Optional.of(properties.columns());
        } else if (query != null) {
            own = query.columns(table -> schemas.apply(table.relativeTo(defaultCatalog)));
        }
        return own.map(columns -> withManaged(kind, columns));
    }

    /** A slowly changing table has two columns that its query does not give. */
    private static List<Column> withManaged(Kind kind, List<Column> columns) {
        Kind.History history = null;
        if (kind instanceof Kind.ScdType2ByTime byTime) {
            history = byTime.history();
        } else if (kind instanceof Kind.ScdType2ByColumn byColumn) {
            history = byColumn.history();
        }
        if (history == null) {
            return columns;
        }
        var all = new ArrayList<>(columns);
        for (String managed : List.of(history.validFromName(), history.validToName())) {
            if (columns.stream().noneMatch(column -> column.name().equals(managed))) {
                all.add(new Column(managed, history.timeDataType()));
            }
        }
        return all;
    }
}
