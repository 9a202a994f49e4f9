package dev.vmsh.shell;

import dev.vmsh.sql.Splitter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fetchdf",
        description = "Run a query in the session and print its rows.",
        footer = "Example: fetchdf --gateway dev \"SELECT * FROM analytics.orders LIMIT 10\"")
final class FetchCommand implements ShellCommand.TakesText {
    private final CurrentSession session;
    private final Bindings bindings;
    private final SqlExecutor sql;

    @Option(
            names = {"-g", "--gateway"},
            paramLabel = "GATEWAY",
            description = "Gateway, or environment, to read from.")
    private String gateway;

    @Parameters(paramLabel = "SQL", arity = "1..*", description = "One statement.")
    private List<String> words;

    FetchCommand(CurrentSession session, Bindings bindings, SqlExecutor sql) {
        this.session = session;
        this.bindings = bindings;
        this.sql = sql;
    }

    @Override
    public int run() {
        String text = String.join(" ", words);
        return session.during(
                now -> gateway == null ? now : bindings.gatewayOrEnvironment(now, gateway),
                () -> Splitter.split(text).stream()
                        .mapToInt(piece -> sql.run(piece.text()))
                        .max()
                        .orElse(DONE));
    }
}
