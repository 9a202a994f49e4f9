package dev.vmsh.work;

import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.diff.TableDiffer;
import dev.vmsh.diff.TableSide;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.SqlReader;
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
     * Answers {@code request}. {@link EngineSession#cancel} of {@code session} from another thread stops it.
     *
     * @param session on the gateway's engine
     * @throws UsageException if an environment, model, table or column that the request names does not exist
     */
    public TableDiffResult run(TableDiffRequest request, EngineSession session) {
        StateStore state = connections.state(gateway);
        Optional<Environment> source = environment(state, request.source());
        Optional<Environment> target = environment(state, request.target());
        if (source.isPresent() && target.isPresent()) {
            return new ModelTableDiff(connections, gateway, request, source.get(), target.get()).run(session);
        }
        boolean tables = request.models().isEmpty() && source.isEmpty() && target.isEmpty();
        if (!tables) {
            throw unknown(state, source.isEmpty() ? request.source() : request.target());
        }
        return TableDiffResult.of(tables(request, session, state));
    }

    private static Optional<Environment> environment(StateStore state, String typed) {
        return EnvironmentNames.parse(typed).flatMap(state::environment);
    }

    private static UsageException unknown(StateStore state, String typed) {
        return EnvironmentNames.unknown(EnvironmentName.of(typed), state.environments());
    }

    private TableDiffReport tables(TableDiffRequest request, EngineSession session, StateStore state) {
        SqlReader reader = connections.reader(gateway);
        TableName source = reader.tableName(request.source());
        TableName target = reader.tableName(request.target());
        boolean bare = source.schema() == null && target.schema() == null;
        if (bare && session.columns(source).isEmpty() && session.columns(target).isEmpty()) {
            // two words that name nothing: rather misspelt environments than misspelt tables
            UsageException noEnvironment = unknown(state, request.source());
            throw new UsageException(
                    "there is no environment and no table '%s'".formatted(request.source()), noEnvironment.remedy());
        }
        return TableDiffer.compare(
                new DiffQuestions(session),
                connections.engine(gateway).dialect(),
                side(request.source(), source, session),
                side(request.target(), target, session),
                Optional.empty(),
                request.options().on(),
                request.options());
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
