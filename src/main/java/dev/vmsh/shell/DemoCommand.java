package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import picocli.CommandLine.Command;

/** Stands in the table for help and completion; the front door does it, since it decides which project is opened. */
@Command(
        name = DemoCommand.NAME,
        description = "Open the shell on a throw-away copy of the demo project.",
        footer = "Example: demo")
final class DemoCommand implements ShellCommand {
    static final String NAME = "demo";

    @Override
    public int run() {
        throw new UsageException("a shell is open already", "Leave it with 'exit', then start 'vmsh demo'");
    }
}
