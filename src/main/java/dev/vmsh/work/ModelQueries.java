package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Calendar;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.SeedRows;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The queries of local models, put in terms of an environment's tables. Writes nothing. */
public final class ModelQueries {
    private static final Duration DAY = Duration.ofDays(1);

    private final Connections connections;

    public ModelQueries(Connections connections) {
        this.connections = connections;
    }

    /**
     * Of what a query is made.
     *
     * @param environment whose tables it reads; models that it has not keep their names
     */
    public record Request(String gateway, EnvironmentName environment, AskedRange range) {}

    /**
     * The query as it is shown: dates at the epoch unless a range is given. A seed's rows are shown as a list of values.
     *
     * @param inline models whose query is put in instead of their table
     * @throws UsageException if there is no query
     */
    public String shown(Request request, Model model, Set<TableName> inline) {
        if (model.kind() instanceof Kind.Seed seed) {
            return values(model, seed);
        }
        requireQuery(model);
        Interval range = request.range()
                .interval(Instant.EPOCH, request.range().from(Instant.EPOCH).plus(DAY));
        return reads(request, range, PointerReads.Unplanned.KEEP_NAME, inline).query(model, "evaluating");
    }

    /**
     * The query as it can be run: over all of the model's time up to now unless a range is given. A model that the environment has not
     * is replaced by its query.
     *
     * @param limit most rows; 0 for all
     * @throws UsageException if there is no query, or it needs a table that is not there
     */
    public String runnable(Request request, Model model, int limit) {
        requireQuery(model);
        Project project = connections.project(request.gateway());
        Instant now = request.range().execution();
        Instant start = Calendar.of(project.models(), project.dag(), now).start(model.name());
        Interval range = request.range().interval(start.isBefore(now) ? start : now.minus(DAY), now);
        String query =
                reads(request, range, PointerReads.Unplanned.INLINE, Set.of()).query(model, "evaluating");
        return limit == 0 ? query : "SELECT * FROM (\n%s\n) AS \"evaluated\" LIMIT %d".formatted(query, limit);
    }

    private PointerReads reads(
            Request request, Interval range, PointerReads.Unplanned unplanned, Set<TableName> inline) {
        Optional<Environment> environment = connections.state(request.gateway()).environment(request.environment());
        return new PointerReads(
                connections.project(request.gateway()),
                environment,
                connections.renderer(request.gateway()),
                connections.engine(request.gateway()).defaultCatalog(),
                new PointerReads.Rules(
                        unplanned,
                        inline,
                        range,
                        request.range().execution(),
                        request.environment().toString()));
    }

    private static void requireQuery(Model model) {
        if (model.statements().query() == null) {
            throw new UsageException(
                    "%s is of kind %s and has no query"
                            .formatted(model.name(), model.kind().keyword()),
                    "Type 'describe %s'".formatted(model.name()));
        }
    }

    private String values(Model model, Kind.Seed seed) {
        try (SeedRows rows = connections.seeds().open(seed.file())) {
            List<Column> columns = model.properties().columns().isEmpty()
                    ? rows.columns()
                    : model.properties().columns();
            var fixture = new ArrayList<Map<String, Object>>();
            for (Iterator<List<String>> each = rows.only(columns); each.hasNext(); ) {
                List<String> row = each.next();
                var values = new LinkedHashMap<String, Object>();
                for (int i = 0; i < columns.size(); i++) {
                    values.put(columns.get(i).name(), row.get(i));
                }
                fixture.add(values);
            }
            return new FixtureSql(model.dialect()).query(new Fixture(Map.of(), fixture, null, false), columns);
        }
    }
}
