package dev.vmsh.shell;

import dev.vmsh.environment.Pointer;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Model;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description = "Show a model, or the columns of any other table or query.",
        footer = "Example: describe analytics.orders")
final class DescribeCommand implements ShellCommand.TakesText {
    private final Connections connections;
    private final CurrentSession session;
    private final ModelNames models;
    private final SqlExecutor sql;
    private final Console console;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "A model; else a table or a query.")
    private List<String> words;

    DescribeCommand(
            Connections connections, CurrentSession session, ModelNames models, SqlExecutor sql, Console console) {
        this.connections = connections;
        this.session = session;
        this.models = models;
        this.sql = sql;
        this.console = console;
    }

    @Override
    public int run() {
        String text = String.join(" ", words);
        Optional<Model> model = models.lookUp(text);
        if (model.isPresent()) {
            console.print(Report.facts(facts(model.get())));
            return DONE;
        }
        return sql.run("describe " + text);
    }

    private Map<String, Object> facts(Model model) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("name", model.name().toString());
        facts.put("kind", model.kind().keyword());
        facts.put("cron", model.schedule().cron());
        facts.put("dialect", model.dialect().id());
        facts.put("path", model.file());
        facts.put("line", model.line());
        facts.put("owner", model.properties().owner());
        facts.put("description", model.properties().description());
        facts.put("tags", model.properties().tags());
        facts.put(
                "depends_on",
                model.facts().dependencies().stream()
                        .sorted()
                        .map(TableName::toString)
                        .toList());
        facts.put(
                "grains",
                model.properties().grains().stream()
                        .map(grain -> String.join(", ", grain))
                        .toList());
        facts.put(
                "audits",
                model.properties().audits().stream().map(AuditCall::name).toList());
        facts.put(
                "columns",
                model.facts().columns().orElse(List.of()).stream()
                        .map(DescribeCommand::column)
                        .toList());
        facts.put(
                "table",
                pointer(model).map(Pointer::table).map(TableName::toString).orElse(null));
        return facts;
    }

    private static Map<String, Object> column(Column column) {
        var value = new LinkedHashMap<String, Object>();
        value.put("name", column.name());
        value.put("type", column.type());
        return value;
    }

    private Optional<Pointer> pointer(Model model) {
        return connections
                .state(session.get().gateway())
                .environment(session.get().environment())
                .flatMap(environment -> environment.pointer(model.name()));
    }
}
