package dev.vmsh.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One project through a day's work, each step a process of its own. Not for more than one thread. */
final class ProjectTrial {
    private static final List<String> PRESENT = List.of("--execution-time", "2026-07-01", "--format", "json");

    private final String vmsh;
    private final RealProjects.Asked asked;
    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> files = new HashSet<>();
    private final List<String> errors = new ArrayList<>();
    private Warehouse warehouse;
    private ProjectCopy copy;
    private String models = "-";
    private String applied = "-";
    private String rows = "-";
    private String tests = "-";
    private String secondPlanEmpty = "-";
    private String devBatches = "-";
    private String promoteBatches = "-";
    private String formatChanges = "-";

    ProjectTrial(String vmsh, RealProjects.Asked asked) {
        this.vmsh = vmsh;
        this.asked = asked;
    }

    Outcome run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vmsh-project");
        System.err.println("  in " + folder);
        try {
            warehouse = asked.server() == null
                    ? Warehouse.file(folder.resolve(asked.catalog() + ".db"))
                    : Warehouse.database(asked.server(), asked.catalog());
            copy = ProjectCopy.of(asked.roots(), folder, warehouse);
            setUp();
            firstPlan();
        } catch (SQLException e) {
            errors.add("setup: " + e.getMessage());
        }
        return new Outcome(
                asked.name(),
                models,
                applied,
                rows,
                tests,
                secondPlanEmpty,
                devBatches,
                promoteBatches,
                formatChanges,
                errors);
    }

    private void setUp() throws IOException, SQLException {
        try (Connection connection = warehouse.open();
                Statement statement = connection.createStatement()) {
            Files.createDirectories(copy.roots().get(0).resolveSibling("data"));
            for (Path setup : asked.setups()) {
                statement.execute(Files.readString(setup)
                        .replace("$ROOT", copy.roots().get(0).toString()));
            }
        }
    }

    private void firstPlan() throws IOException, InterruptedException, SQLException {
        Answer listed = vmsh("models", List.of("--format", "json"));
        if (!listed.good()) {
            errors.add("models: " + listed.complaint());
            return;
        }
        models = Integer.toString(listed.json().size());
        listed.json().forEach(model -> files.add(model.path("path").asText()));
        Answer test = vmsh("test", List.of("--format", "json"));
        tests = passed(test);
        if (!test.good()) {
            errors.add("test: " + test.complaint());
        }
        // Tests have been counted; a test that fails must not hide what the plan would say.
        Answer plan = plan("prod", "--skip-tests");
        if (!plan.good()) {
            applied = "no";
            errors.add("first plan: " + plan.complaint());
            return;
        }
        applied = "yes";
        rows = Long.toString(countRows(plan.json().get("views").get("create")));
        Answer second = plan("prod", "--skip-tests");
        if (check("second plan", second)) {
            boolean empty = second.json().get("changes").isEmpty()
                    && second.json().get("backfill").isEmpty()
                    && second.json().get("views").get("update").isEmpty();
            secondPlanEmpty = empty ? "yes" : "no";
            if (!empty) {
                errors.add("second plan is not empty: " + second.json());
            }
        }
        Answer dev = plan("dev", "--skip-tests");
        if (check("plan dev", dev)) {
            devBatches = dev.json().get("batches").asText();
            requireNone("plan dev", dev);
            editAndPromote();
        }
        format();
    }

    /** Formatting is done after one time, and is no change of any model. */
    private void format() throws IOException, InterruptedException {
        Answer once = vmsh("format", List.of("--format", "json"));
        if (!check("format", once)) {
            return;
        }
        check("format --check", vmsh("format", List.of("--check", "--format", "json")));
        Answer plan = plan("prod", "--skip-tests");
        if (check("plan after format", plan)) {
            formatChanges = Integer.toString(plan.json().get("changes").size());
            if (!plan.json().get("changes").isEmpty()) {
                errors.add("formatting changed models: " + plan.json().get("changes"));
            }
        }
    }

    private void editAndPromote() throws IOException, InterruptedException {
        if (!copy.edit(files)) {
            promoteBatches = "nothing to edit";
            return;
        }
        Answer edited = plan("dev", "--skip-tests");
        if (!check("plan dev after an edit", edited)) {
            return;
        }
        if (edited.json().get("changes").isEmpty()) {
            errors.add("plan dev after an edit: no change seen");
        }
        check("diff dev prod", vmsh("diff", List.of("dev", "prod", "--format", "json")));
        Answer promotion = plan("prod", "--skip-tests");
        if (check("promotion", promotion)) {
            promoteBatches = promotion.json().get("batches").asText();
            requireNone("promotion", promotion);
        }
    }

    private void requireNone(String step, Answer plan) {
        if (plan.json().get("batches").asInt() != 0) {
            errors.add(step + " computed: " + plan.json().get("backfill"));
        }
    }

    private boolean check(String step, Answer answer) {
        if (!answer.good()) {
            errors.add(step + ": " + answer.complaint());
        }
        return answer.good();
    }

    private static String passed(Answer test) {
        if (test.json() == null || !test.json().isArray()) {
            return "-";
        }
        long passed = 0;
        for (JsonNode each : test.json()) {
            passed += each.path("status").asText().equalsIgnoreCase("pass") ? 1 : 0;
        }
        return passed + " of " + test.json().size();
    }

    /** Rows over all models, as their views give them. */
    private long countRows(JsonNode views) throws SQLException {
        long total = 0;
        try (Connection connection = warehouse.open();
                Statement statement = connection.createStatement()) {
            for (JsonNode view : views) {
                try (ResultSet answer = statement.executeQuery("select count(*) from " + quoted(view.asText()))) {
                    answer.next();
                    total += answer.getLong(1);
                }
            }
        }
        return total;
    }

    /** {@code name} with every part in quotes: one may be a word that DuckDB reserves. */
    private static String quoted(String name) {
        return new SqlReader(Dialect.DUCKDB, FallbackParser.NONE)
                .tableName(name)
                .quoted();
    }

    private Answer plan(String environment, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(environment, "--auto-apply", "--no-prompts"));
        arguments.addAll(List.of(more));
        arguments.addAll(PRESENT);
        return vmsh("plan", arguments);
    }

    private Answer vmsh(String command, List<String> arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(vmsh, "--no-rc", "--yes"));
        words.addAll(asked.options());
        copy.roots().forEach(root -> words.addAll(List.of("-p", root.toString())));
        words.add(command);
        words.addAll(arguments);
        Path errorFile = Files.createTempFile("vmsh-project", ".err");
        var builder = new ProcessBuilder(words)
                .directory(copy.roots().get(0).toFile())
                .redirectError(errorFile.toFile());
        builder.environment().putAll(asked.variables());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String complaint = Files.readString(errorFile);
        Files.delete(errorFile);
        return new Answer(code, out.isBlank() ? null : read(out), complaint);
    }

    private JsonNode read(String out) throws IOException {
        return json.readTree(out.strip());
    }

    /** What a process said. */
    private record Answer(int code, JsonNode json, String complaint) {
        boolean good() {
            return code == 0 && json != null;
        }
    }
}
