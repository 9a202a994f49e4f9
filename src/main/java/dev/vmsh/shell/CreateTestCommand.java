package dev.vmsh.shell;

import dev.vmsh.project.UnitTest;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.TestGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create_test",
        description =
                "Write a unit test of MODEL: rows of the session's environment go in, what comes out is expected.",
        footer = "Example: create_test analytics.orders -q raw.orders \"SELECT * FROM raw.orders LIMIT 3\"")
final class CreateTestCommand implements ShellCommand {
    private final TestGenerator generator;
    private final ModelNames models;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Parameters(paramLabel = "MODEL", description = "Name of a model.")
    private String model;

    @Option(
            names = {"-q", "--query"},
            arity = "2",
            paramLabel = "WORD",
            description = "INPUT and SQL: where the rows of a table come from (default: its first 10).")
    private List<String> queries = new ArrayList<>();

    @Option(
            names = {"-v", "--var"},
            arity = "2",
            paramLabel = "WORD",
            description = "NAME and VALUE: start, end, or a variable.")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = {"-o", "--overwrite"},
            description = "Replace the file if there is one.")
    private boolean overwrite;

    @Option(
            names = {"-p", "--path"},
            paramLabel = "FILE",
            description = "File below tests/ (default: test_MODEL.yaml).")
    private String path;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the test (default: test_MODEL).")
    private String name;

    @Option(names = "--include-ctes", description = "Expect the rows of every CTE too.")
    private boolean includeCtes;

    CreateTestCommand(
            TestGenerator generator,
            ModelNames models,
            CurrentSession session,
            Console console,
            Confirmations confirmations) {
        this.generator = generator;
        this.models = models;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        confirmations.requireWritable("create_test");
        Map<String, Object> values = new LinkedHashMap<>();
        pairs(variables).forEach((key, value) -> values.put(key.toLowerCase(Locale.ROOT), value));
        UnitTest test = generator.create(
                session.get().gateway(),
                session.get().environment(),
                models.find(model),
                new TestGenerator.Request(pairs(queries), values, name, path, includeCtes, overwrite));
        int expected = test.query().map(Fixture::rows).map(List::size).orElse(0);
        var value = new LinkedHashMap<String, Object>();
        value.put("name", test.name());
        value.put("model", test.model());
        value.put("path", test.file());
        value.put("rows", expected);
        console.print(new Report.Document(
                value,
                "Wrote %s: %s expected. Read it before you trust it, then type 'test %s'.\n"
                        .formatted(test.file(), Phrases.count(expected, "row"), test.file())));
        return DONE;
    }

    private static Map<String, String> pairs(List<String> words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            pairs.put(words.get(i), words.get(i + 1));
        }
        return pairs;
    }
}
