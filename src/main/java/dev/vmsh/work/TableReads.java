package dev.vmsh.work;

import dev.vmsh.environment.Deployability;
import dev.vmsh.project.Kind;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the names of models become when a model is computed: the tables that hold their rows, and for EMBEDDED models their query in
 * parentheses. Everything else stays as written.
 */
final class TableReads implements Function<TableName, Optional<Replacement>> {
    private final Map<TableName, Snapshot> snapshots;
    private final Deployability deployability;
    private final ModelRenderer renderer;
    private final Warehouses warehouses;
    private final String site;
    private final Instant execution;

    /** @param site the gateway whose engine reads the tables */
    TableReads(
            Map<TableName, Snapshot> snapshots,
            Deployability deployability,
            ModelRenderer renderer,
            Warehouses warehouses,
            String site,
            Instant execution) {
        this.snapshots = snapshots;
        this.deployability = deployability;
        this.renderer = renderer;
        this.warehouses = warehouses;
        this.site = site;
        this.execution = execution;
    }

    @Override
    public Optional<Replacement> apply(TableName written) {
        Snapshot snapshot = snapshots.get(
                written.relativeTo(warehouses.connections().engine(site).defaultCatalog()));
        if (snapshot == null || snapshot.model().kind() instanceof Kind.External) {
            return Optional.empty();
        }
        if (snapshot.model().kind() instanceof Kind.Embedded) {
            return Optional.of(new Replacement.Subquery(
                    renderer.query(snapshot.model(), new RenderRequest("evaluating", null, execution, null, this))));
        }
        return Optional.of(new Replacement.Table(warehouses.seenFrom(site, deployability.readFrom(snapshot))));
    }
}
