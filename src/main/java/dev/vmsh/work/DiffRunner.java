package dev.vmsh.work;

import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.diff.TableSide;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.util.Optional;

/** Compares tables: those of models in two environments, or two given by name. Reads only. Safe for several threads. */
public final class DiffRunner {
    private final Connections connections;
    private final String gateway;

    /**
     * Compares what {@code gateway} has.
     *
     * @param gateway the session's: its state knows the environments, its engine the tables
     */
    public DiffRunner(Connections connections, String gateway) {
        this.connections = connections;
        this.gateway = gateway;
    }

    /**
     * Answers {@code request}.
     *
     * @param sessions what {@link DiffSessions#cancel} stops
     * @throws UsageException if an environment, model, table or column that the request names does not exist
     */
    public TableDiffResult run(TableDiffRequest request, DiffSessions sessions) {
        String left = request.sourceGateway().orElse(gateway);
        String right = request.targetGateway().orElse(gateway);
        Optional<Environment> source = environment(connections.state(left), request.source());
        Optional<Environment> target = environment(connections.state(right), request.target());
        if (source.isPresent() && target.isPresent()) {
            return new ModelTableDiff(
                            connections,
                            request,
                            new ModelTableDiff.Side(request.sourceText(), left, source.get()),
                            new ModelTableDiff.Side(request.targetText(), right, target.get()),
                            sessions)
                    .run();
        }
        boolean tables = request.models().isEmpty() && source.isEmpty() && target.isEmpty();
        if (!tables) {
            if (source.isPresent() != target.isPresent()) {
                checkMixture(request, source.isPresent());
            }
            throw source.isEmpty()
                    ? unknown(connections.state(left), request.source())
                    : unknown(connections.state(right), request.target());
        }
        return TableDiffResult.of(tables(request, left, right, sessions));
    }

    /** A table's name beside that of an environment is no misspelt environment. */
    private static void checkMixture(TableDiffRequest request, boolean sourceIsEnvironment) {
        String environment = sourceIsEnvironment ? request.sourceText() : request.targetText();
        String other = sourceIsEnvironment ? request.targetText() : request.sourceText();
        if (other.indexOf('.') >= 0) {
            throw new UsageException(
                    "%s is an environment, and %s is none".formatted(environment, other),
                    "Write two environments, table_diff ENV:ENV [MODEL], or two tables, table_diff SCHEMA.TABLE:SCHEMA.TABLE");
        }
    }

    private static Optional<Environment> environment(StateStore state, String typed) {
        return EnvironmentNames.parse(typed).flatMap(state::environment);
    }

    private static UsageException unknown(StateStore state, String typed) {
        return EnvironmentNames.unknown(EnvironmentName.of(typed), state.environmentNames());
    }

    private TableDiffReport tables(TableDiffRequest request, String left, String right, DiffSessions sessions) {
        var pair = new TablePair(connections, left, right);
        TableName source = connections.reader(left).tableName(request.source());
        TableName target = connections.reader(right).tableName(request.target());
        try (var before = sessions.open(connections.engine(left));
                var after = sessions.open(connections.engine(right))) {
            boolean bare = source.schema() == null && target.schema() == null;
            if (bare
                    && before.session().columns(source).isEmpty()
                    && after.session().columns(target).isEmpty()) {
                // two words that name nothing: rather misspelt environments than misspelt tables
                UsageException noEnvironment = unknown(connections.state(left), request.source());
                throw new UsageException(
                        "there is no environment and no table '%s'".formatted(request.source()),
                        noEnvironment.remedy());
            }
            return pair.compare(
                    before.session(),
                    after.session(),
                    side(request.sourceText(), source, before.session()),
                    side(request.targetText(), target, after.session()),
                    Optional.empty(),
                    request.options().on(),
                    request.options());
        }
    }

    private static TableSide side(String label, TableName table, EngineSession session) {
        return TableSide.of(
                label,
                table,
                session.columns(table)
                        .orElseThrow(() -> new UsageException(
                                "there is no table %s".formatted(table),
                                "Type '\\d' to see the tables; for environments write table_diff ENV:ENV MODEL")));
    }
}
