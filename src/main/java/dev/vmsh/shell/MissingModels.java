package dev.vmsh.shell;

import dev.vmsh.engine.EngineException;
import dev.vmsh.environment.Environment;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import dev.vmsh.work.ResolvedSql;
import java.util.Optional;
import java.util.Set;

/** Tells of a statement that failed whether it reads a model that the project has and the environment has not: the usual reason of a newcomer. */
final class MissingModels {
    private final Connections connections;
    private final Session session;

    MissingModels(Connections connections, Session session) {
        this.connections = connections;
        this.session = session;
    }

    /** {@code failure}, with what to type if that is the reason. */
    EngineException explained(EngineException failure, ResolvedSql sql) {
        if (failure.kind() != EngineException.Cause.STATEMENT
                || !failure.remedy().isEmpty()) {
            return failure;
        }
        return missing(sql)
                .map(model -> new EngineException(
                        failure.kind(),
                        failure.getMessage(),
                        "%s is a model of the project that %s does not have: type 'plan'"
                                .formatted(model, session.environment()),
                        failure.sql(),
                        failure.position(),
                        failure.getCause()))
                .orElse(failure);
    }

    private Optional<TableName> missing(ResolvedSql sql) {
        try {
            Optional<Environment> environment =
                    connections.state(session.gateway()).environment(session.environment());
            Set<TableName> models =
                    connections.project(session.gateway()).models().keySet();
            return sql.statement().reads().stream()
                    .map(name -> name.relativeTo(
                            connections.engine(session.gateway()).defaultCatalog()))
                    .filter(models::contains)
                    .filter(name ->
                            environment.flatMap(each -> each.pointer(name)).isEmpty())
                    .findFirst();
        } catch (VmshException notNow) {
            // The statement's own failure is what is told.
            return Optional.empty();
        }
    }
}
