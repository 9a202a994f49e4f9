package dev.vmsh.shell;

import dev.vmsh.project.Config;
import dev.vmsh.project.lint.Finding;
import dev.vmsh.shell.render.LintReport;
import dev.vmsh.work.Connections;
import dev.vmsh.work.LintRunner;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "lint",
        description = "Check the models against the linter's rules.",
        footer = {"Example: lint", "Example: lint --model tag:core"})
final class LintCommand implements ShellCommand {
    private final Connections connections;
    private final LintRunner linter;
    private final CurrentSession session;
    private final Console console;

    @Option(
            names = {"--model", "--select-model"},
            paramLabel = "SELECTOR",
            description = "Only these models. Repeatable.")
    private List<String> models = new ArrayList<>();

    LintCommand(Connections connections, LintRunner linter, CurrentSession session, Console console) {
        this.connections = connections;
        this.linter = linter;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        List<Finding> findings = linter.run(gateway, models);
        Config.Linter settings = connections.config().linter();
        if (settings.rules().isEmpty() && settings.warnRules().isEmpty()) {
            console.note("note: linter.rules names no rule, so all are checked, as warnings");
        }
        console.print(LintReport.of(findings, linter.chosen(gateway, models).size()));
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR) ? NO : DONE;
    }
}
