package dev.vmsh.shell;

import dev.vmsh.shell.render.Phrases;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.ExternalTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create_external_models",
        description = "Write the tables that the project only reads, with their columns, into external_models.yaml.",
        footer = "Example: create_external_models --strict")
final class CreateExternalModelsCommand implements ShellCommand {
    private final ExternalTables tables;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Option(names = "--strict", description = "Fail if the warehouse does not have one of them.")
    private boolean strict;

    CreateExternalModelsCommand(
            ExternalTables tables, CurrentSession session, Console console, Confirmations confirmations) {
        this.tables = tables;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        confirmations.requireWritable("create_external_models");
        ExternalTables.Written written = tables.write(session.get().gateway(), strict);
        written.warnings().forEach(warning -> console.note("warning: " + warning));
        var models = new ArrayList<Object>();
        written.tables().forEach((name, columns) -> {
            var types = new LinkedHashMap<String, Object>();
            columns.forEach(column -> types.put(column.name(), column.type()));
            var model = new LinkedHashMap<String, Object>();
            model.put("name", name.toString());
            model.put("columns", types);
            models.add(model);
        });
        var value = new LinkedHashMap<String, Object>();
        value.put("path", written.file().orElse(null));
        value.put("models", models);
        value.put("warnings", written.warnings());
        console.print(new Report.Document(
                value,
                written.file()
                        .map(file -> "Wrote %s: the columns of %s.\n"
                                .formatted(file, Phrases.count(written.tables().size(), "table")))
                        .orElse("Nothing to write: the warehouse has no table that the project only reads.\n")));
        return DONE;
    }
}
