package dev.vmsh.compat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.compat.VmshRun.Answer;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlReader;
import java.io.IOException;
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
    private static final List<String> PRESENT = List.of("--execution-time", "2026-07-01");

    private final String command;
    private final RealProjects.Asked asked;
    private final Set<String> files = new HashSet<>();
    private final List<String> errors = new ArrayList<>();
    private Warehouse warehouse;
    private ProjectCopy copy;
    private VmshRun vmsh;
    private String models = "-";
    private String applied = "-";
    private String rows = "-";
    private String tests = "-";
    private String secondPlanEmpty = "-";
    private String devBatches = "-";
    private String promoteBatches = "-";
    private String formatChanges = "-";
    private String tools = "-";
    private String madeTests = "-";

    /** @param command starts vmsh */
    ProjectTrial(String command, RealProjects.Asked asked) {
        this.command = command;
        this.asked = asked;
    }

    Outcome run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vmsh-project");
        System.err.println("  in " + folder);
        try {
            warehouse = warehouse(folder);
            copy = ProjectCopy.of(asked.roots(), folder, warehouse);
            vmsh = new VmshRun(command, asked, copy.roots());
            setUp();
            all();
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
                tools,
                madeTests,
                errors);
    }

    private Warehouse warehouse(Path folder) throws SQLException {
        if (asked.server() == null) {
            return Warehouse.files(folder, asked.catalogs());
        }
        String name = asked.catalogs().get(0);
        return asked.server().getScheme().equals("trino")
                ? Warehouse.catalog(asked.server(), folder, name)
                : Warehouse.database(asked.server(), name);
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

    private void all() throws IOException, InterruptedException, SQLException {
        Answer listed = vmsh.command("models", List.of());
        if (!listed.good()) {
            errors.add("models: " + listed.complaint());
            return;
        }
        models = Integer.toString(listed.json().size());
        listed.json().forEach(model -> files.add(model.path("path").asText()));
        Answer test = vmsh.command("test", List.of());
        tests = passed(test);
        if (!test.good()) {
            errors.add("test: " + test.complaint());
        }
        plans();
        format();
        var tool = new ToolTrial(vmsh, copy.roots().get(0), errors);
        boolean built = applied.equals("yes");
        tools = tool.run(listed.json(), built);
        if (built) {
            madeTests = tool.ownTests();
        }
    }

    private void plans() throws IOException, InterruptedException, SQLException {
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
    }

    /** Formatting is done after one time, and is no change of any model. */
    private void format() throws IOException, InterruptedException {
        Answer before = explained();
        if (!check("format", vmsh.command("format", List.of()))) {
            return;
        }
        check("format --check", vmsh.command("format", List.of("--check")));
        Answer after = explained();
        if (check("plan before format", before) && check("plan after format", after)) {
            int changed = 0;
            for (String part : List.of("changes", "backfill")) {
                JsonNode now = after.json().get(part);
                if (!now.equals(before.json().get(part))) {
                    changed += Math.max(1, now.size());
                    errors.add("formatting changed models: " + now);
                }
            }
            formatChanges = Integer.toString(changed);
        }
    }

    /** What a plan of prod would do: the tables in it are named by the models' fingerprints. */
    private Answer explained() throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("prod", "--explain", "--skip-tests"));
        arguments.addAll(PRESENT);
        return vmsh.command("plan", arguments);
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
        check("diff dev prod", vmsh.command("diff", List.of("dev", "prod")));
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
        return vmsh.command("plan", arguments);
    }
}
