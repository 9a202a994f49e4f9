package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Config;
import dev.vmsh.work.Connections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What names of gateways and environments mean for a session. */
public final class Bindings {
    private final Connections connections;

    public Bindings(Connections connections) {
        this.connections = connections;
    }

    /** The session that the project's configuration asks for. */
    Session initial(Session session, Optional<String> gateway, Optional<EnvironmentName> environment) {
        Config config = connections.config();
        EnvironmentName target = Optional.ofNullable(config.defaultTargetEnvironment())
                .filter(name -> !name.isBlank())
                .map(EnvironmentName::of)
                .orElse(EnvironmentName.PROD);
        Session bound = session.withGateway(config.defaultGateway()).withEnvironment(target);
        Session chosen = gateway.map(name -> gatewayOrEnvironment(bound, name)).orElse(bound);
        return environment.map(chosen::withEnvironment).orElse(chosen);
    }

    /** @throws UsageException if the project has no such gateway */
    Session gateway(Session session, String name) {
        return session.withGateway(connections.gateway(name).name());
    }

    /**
     * {@code name} as a gateway or, if there is no such gateway, as an environment: both are said with {@code --gateway}.
     *
     * @throws UsageException if it is neither
     */
    Session gatewayOrEnvironment(Session session, String name) {
        Config config = connections.config();
        if (config.gateways().containsKey(name.toLowerCase(Locale.ROOT))) {
            return gateway(session, name);
        }
        EnvironmentName environment = EnvironmentName.of(name);
        if (connections.state(session.gateway()).environment(environment).isPresent()) {
            return session.withEnvironment(environment);
        }
        throw new UsageException(
                "there is no gateway or environment '%s'".formatted(name),
                "Gateways: %s. Type 'environments' for the environments"
                        .formatted(String.join(", ", config.gateways().keySet())));
    }

    /**
     * @param create whether an environment that does not exist yet may be used: the first plan makes it
     * @throws UsageException if it does not exist
     */
    Session environment(Session session, EnvironmentName name, boolean create) {
        boolean known = create
                || name.isProd()
                || connections.state(session.gateway()).environment(name).isPresent();
        if (!known) {
            List<String> names = connections.state(session.gateway()).environmentNames().stream()
                    .map(EnvironmentName::toString)
                    .toList();
            String near = NearName.of(name.identifier(), names)
                    .map(n -> "Did you mean '" + n + "'? ")
                    .orElse("");
            throw new UsageException(
                    "there is no environment '%s'".formatted(name),
                    near + "Create it with 'plan %s', or 'use env %s --create'".formatted(name.typed(), name.typed()));
        }
        return session.withEnvironment(name);
    }
}
