package dev.vmsh.shell;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
        name = "environments",
        aliases = {"envs", "\\l"},
        description = "List the environments of the session's gateway.",
        footer = "Example: environments --format json")
final class EnvironmentsCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Console console;
    private final Clock clock;

    EnvironmentsCommand(Connections connections, CurrentSession session, Console console, Clock clock) {
        this.connections = connections;
        this.session = session;
        this.console = console;
        this.clock = clock;
    }

    private static final List<String> FIELDS = List.of(
            "name",
            "gateway",
            "status",
            "plan_id",
            "previous_plan_id",
            "created_from",
            "created_at",
            "finalized_at",
            "expires_at",
            "models",
            "own_models",
            "locked_by");
    private static final List<String> SHOWN = List.of(
            "name",
            "status",
            "plan_id",
            "created_from",
            "finalized_at",
            "expires_at",
            "models",
            "own_models",
            "locked_by");

    @Override
    public int run() {
        String gateway = session.get().gateway();
        List<Environment> all = connections.state(gateway).environments();
        Set<TableName> prodTables = all.stream()
                .filter(environment -> environment.name().isProd())
                .flatMap(environment -> environment.pointers().stream())
                .map(Pointer::table)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Holders holders = Holders.of(connections.state(gateway));
        List<List<Object>> rows = all.stream()
                .map(environment -> row(environment, gateway, prodTables, holders))
                .toList();
        console.print(
                new Report.Listing(FIELDS, rows, SHOWN), "there is no environment yet: 'plan prod' makes the first");
        return DONE;
    }

    private List<Object> row(Environment environment, String gateway, Set<TableName> prodTables, Holders holders) {
        long own = environment.pointers().stream()
                .filter(pointer -> pointer.table() != null && !prodTables.contains(pointer.table()))
                .count();
        return Arrays.asList(
                environment.name().toString(),
                gateway,
                status(environment),
                environment.planId(),
                environment.previousPlanId(),
                environment.createdFrom() == null
                        ? null
                        : environment.createdFrom().toString(),
                environment.createdAt(),
                environment.finalizedAt(),
                environment.expiresAt(),
                environment.pointers().size(),
                own,
                holders.describe(environment.name()));
    }

    private String status(Environment environment) {
        if (environment.expired(clock.instant())) {
            return "expired";
        }
        return environment.finalized() ? "ready" : "unfinalized";
    }
}
