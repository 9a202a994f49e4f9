package dev.vmsh.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "source",
        aliases = {"\\i"},
        description = "Run a script in this session.",
        footer = "Example: source nightly.vmsh")
final class SourceCommand implements ShellCommand {
    private final ScriptRunner scripts;

    @Parameters(paramLabel = "FILE", description = "A .vmsh script.")
    private String file;

    SourceCommand(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    @Override
    public int run() {
        return scripts.file(file);
    }
}
