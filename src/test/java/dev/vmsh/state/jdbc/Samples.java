package dev.vmsh.state.jdbc;

import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.Schedule;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Hash;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small values for tests of the store. */
final class Samples {
    static final Instant NOON = Instant.parse("2024-05-01T12:00:00.123456Z");

    private Samples() {}

    static Snapshot snapshot(String name) {
        return snapshot(TableName.of("shop", name), "select 1 as \"it's\"");
    }

    static Snapshot snapshot(TableName name, String query) {
        var model = new Model(
                name,
                new Kind.Full(),
                Dialect.DUCKDB,
                "models/" + name.name() + ".sql",
                1,
                ModelStatements.NONE,
                Schedule.DAILY,
                ModelProperties.NONE,
                MacroScope.empty(Dialect.DUCKDB),
                new ModelFacts(
                        query, query, List.of(), List.of(), List.of(), Map.of(), Set.of(), false, Optional.empty()));
        var fingerprint = new Fingerprint(Hash.of(query, name.toString()), Hash.of("parents"), Hash.of("meta"));
        String version = fingerprint.tableVersion().text();
        var physical = TableName.of("sqlmesh__shop", name.name() + "__" + version);
        var storage = new Storage(
                version, version, physical, TableName.of("sqlmesh__shop", name.name() + "__" + version + "__dev"));
        Snapshot before =
                new Snapshot(model, fingerprint, List.of(), null, false, null, List.of(), null).effective(NOON);
        return before.after(List.of(before.decide(ChangeCategory.NON_BREAKING, true, storage)
                        .asAncestor()))
                .decide(ChangeCategory.BREAKING, false, storage);
    }

    static Pointer pointer(Snapshot snapshot, String environment) {
        return new Pointer(
                snapshot.id(),
                snapshot.fingerprint(),
                snapshot.category(),
                snapshot.forwardOnly(),
                "FULL",
                snapshot.storage(),
                snapshot.storage().table(),
                TableName.of("shop__" + environment, snapshot.name().name()),
                false,
                true);
    }

    static Environment environment(String name, String planId, Snapshot... snapshots) {
        return new Environment(
                EnvironmentName.of(name),
                planId,
                null,
                EnvironmentName.PROD,
                NOON,
                NOON.plusNanos(1),
                NOON.plusSeconds(60),
                List.of(snapshots).stream().map(s -> pointer(s, name)).toList(),
                List.of("select 'it''s'"),
                List.of(),
                true,
                new ChangedTables(Map.of(
                        TableName.of("shop raw", "old.orders"),
                        new ChangedTables.Versions(List.of("1a"), List.of("2b", "3c")))));
    }
}
