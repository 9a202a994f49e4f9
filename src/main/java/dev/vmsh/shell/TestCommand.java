package dev.vmsh.shell;

import dev.vmsh.project.UnitTest;
import dev.vmsh.shell.render.UnitTestReport;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Stop;
import dev.vmsh.work.TestResult;
import dev.vmsh.work.TestRunner;
import dev.vmsh.work.TestSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Run the unit tests of tests/: given rows in, expected rows out, on an engine in memory.",
        footer = {"Example: test", "Example: test tests/test_orders.yaml::test_orders_dedup -v"})
final class TestCommand implements ShellCommand {
    private final Connections connections;
    private final TestRunner runner;
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files, folders, or FILE::TEST (default: all tests).")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "-k",
            paramLabel = "PATTERN",
            description = "Only tests whose FILE::NAME has this in it, or fits * and ?.")
    private List<String> patterns = new ArrayList<>();

    @Option(names = "-v", description = "Name the tests that pass too; a table for each column that differs.")
    private boolean verbose;

    @Option(names = "--preserve-fixtures", description = "Leave the rows of the inputs where they are, and say where.")
    private boolean preserveFixtures;

    TestCommand(Connections connections, TestRunner runner, CurrentSession session, Console console) {
        this.connections = connections;
        this.runner = runner;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        long began = System.nanoTime();
        List<UnitTest> chosen = new TestSelection(paths, patterns).of(connections.tests(), connections.root());
        var stop = new Stop();
        List<TestResult> results = console.interruptible(
                stop::request, () -> runner.run(session.get().gateway(), chosen, preserveFixtures, stop));
        console.print(UnitTestReport.of(results, Duration.ofNanos(System.nanoTime() - began), verbose));
        return results.stream().anyMatch(result -> result.status().bad()) ? NO : DONE;
    }
}
