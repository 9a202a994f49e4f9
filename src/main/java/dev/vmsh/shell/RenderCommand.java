package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Model;
import dev.vmsh.shell.render.Report;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "render",
        description = "Print a model's query with its macros expanded.",
        footer = "Example: render analytics.orders")
final class RenderCommand implements ShellCommand {
    private final ModelNames models;
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Name of a model.")
    private String name;

    RenderCommand(ModelNames models, Console console) {
        this.models = models;
        this.console = console;
    }

    @Override
    public int run() {
        Model model = models.find(name);
        if (model.facts().query().isEmpty()) {
            throw new UsageException(
                    "%s is of kind %s and has no query"
                            .formatted(model.name(), model.kind().keyword()),
                    "Type 'describe %s'".formatted(model.name()));
        }
        var value = new LinkedHashMap<String, Object>();
        value.put("model", model.name().toString());
        value.put("sql", model.facts().query());
        console.print(new Report.Document(value, model.facts().query() + "\n"));
        return DONE;
    }
}
