package dev.vmsh.shell;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = "Write a small runnable project into DIR: DuckDB, real data, models, audits and a unit test.",
        footer = "Example: init my-project")
final class InitCommand implements ShellCommand {
    private final Vmsh.DemoWriter demo;
    private final Path workingDirectory;
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A folder; made if it is not there (default: this one).")
    private String folder = ".";

    InitCommand(Vmsh.DemoWriter demo, Path workingDirectory, Console console) {
        this.demo = demo;
        this.workingDirectory = workingDirectory;
        this.console = console;
    }

    @Override
    public int run() {
        List<String> written =
                demo.writeTo(workingDirectory.resolve(folder).toAbsolutePath().normalize());
        console.line("%d files written into %s. Next:".formatted(written.size(), folder));
        if (!folder.equals(".")) {
            console.line("  cd " + folder);
        }
        console.line("  vmsh plan            builds everything in prod; type prod when it asks");
        console.line("  vmsh plan dev        makes an environment of your own: pointers only");
        console.line("  vmsh                 opens the shell");
        return DONE;
    }
}
