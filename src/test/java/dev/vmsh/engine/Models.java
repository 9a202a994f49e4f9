package dev.vmsh.engine;

import dev.vmsh.macro.MacroScope;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.Schedule;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Models of which only the kind matters. */
final class Models {
    static final Kind.Incremental COMMON =
            new Kind.Incremental(false, false, Kind.OnChange.ERROR, Kind.OnChange.ALLOW, null, OptionalInt.empty());

    private Models() {}

    static Model of(Kind kind, String... partitionedBy) {
        ModelProperties none = ModelProperties.NONE;
        var properties = new ModelProperties(
                null,
                null,
                List.of(),
                null,
                List.of(),
                Map.of(),
                Set.of(),
                List.of(partitionedBy),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                Map.of(),
                none.grantsTargetLayer(),
                true,
                true,
                List.of(),
                null);
        var facts =
                new ModelFacts("", "", List.of(), List.of(), List.of(), Map.of(), Set.of(), false, Optional.empty());
        return new Model(
                TableName.of("shop", "orders"),
                kind,
                Dialect.DUCKDB,
                "models/orders.sql",
                1,
                ModelStatements.NONE,
                Schedule.DAILY,
                properties,
                MacroScope.empty(Dialect.DUCKDB),
                facts);
    }

    static Kind.IncrementalByTimeRange byTime(String column, String format) {
        return new Kind.IncrementalByTimeRange(
                new Kind.TimeColumn(column, format), 0, OptionalInt.empty(), OptionalInt.empty(), true, COMMON);
    }
}
