package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.problem.Problem;
import dev.vmsh.problem.VmshException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the files, the answer is a project or a list of problems. */
class BrokenInputTest {
    private static final int ROUNDS = 250;
    private static final String[] PIECES = {
        "(",
        ")",
        "'",
        "\"",
        ",",
        ";",
        "@",
        "@{",
        "{{",
        "%}",
        "--",
        "/*",
        "MODEL",
        "kind",
        ":=",
        "[",
        "]",
        "{",
        "}",
        "\n",
        ":",
        "- ",
        "&a",
        "*a",
        "<<",
        "|",
        "\t",
        "0x",
        "\u0000",
        "é",
        "JINJA_QUERY_BEGIN;",
        "SELECT",
        "@IF(",
        "@EACH(",
        "$root/",
        "1e999",
        "%"
    };
    private static final String MODEL = """
            -- words
            MODEL (
              name s.@{n}_a, kind INCREMENTAL_BY_TIME_RANGE (time_column (ds, '%Y'), lookback 1),
              audits (not_null(columns := (id))), columns (id INT, ds TEXT), blueprints ((n := x), (n := 'y')),
              physical_properties (a = 1), grains ((id, ds)), start '2024-01-01'
            );
            @DEF(f, x -> x + 1);
            SELECT @f(1) AS id, @IF(@start_ds > '2020-01-01', 'a', 'b') AS ds FROM raw.t -- why
            WHERE ds BETWEEN @start_ds AND @end_ds;
            ON_VIRTUAL_UPDATE_BEGIN;
            GRANT SELECT ON @this_model TO r;
            ON_VIRTUAL_UPDATE_END;
            """;
    private static final String CONFIG = """
            gateways:
              local: {connection: {type: duckdb, database: "{{ env_var('DB', 'x.db') }}"}, variables: {a: [1, {b: c}]}}
            model_defaults: {dialect: duckdb, cron: '@daily', audits: ["not_null(columns := (id))"]}
            physical_schema_mapping: {'^a': b}
            plan: {auto_categorize_changes: {sql: full}}
            """;

    @TempDir
    Path folder;

    @Test
    void onlyProblemsWithAPlaceComeOut() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String model = random.nextInt(3) > 0 ? mutated(MODEL, random) : MODEL;
            String config = random.nextInt(3) == 0 ? mutated(CONFIG, random) : CONFIG;
            String external = mutated("- name: raw.t\n  columns: {id: INT}\n", random);
            String test = mutated("t:\n  model: s.x_a\n  outputs: {query: [{id: 1}]}\n", random);
            var project = new TestProject(folder)
                    .write("config.yaml", config)
                    .write("models/a.sql", model)
                    .write("audits/a.sql", mutated("AUDIT (name a);\nSELECT 1 AS x FROM @this_model", random))
                    .write("external_models.yaml", external)
                    .write("tests/test_a.yaml", test);
            try {
                project.load();
                project.loader().tests();
            } catch (VmshException e) {
                assertThat(e.problems())
                        .as("seed %d, round %d: %s", seed, round, e.getMessage())
                        .isNotEmpty()
                        .extracting(Problem::file)
                        .doesNotContain("");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed %d, round %d%n%s%n%s%n%s%n%s".formatted(seed, round, config, model, external, test), e);
            }
        }
    }

    private static String mutated(String text, Random random) {
        var out = new StringBuilder(text);
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(12)));
                case 2 -> out.insert(at, text, 0, random.nextInt(text.length()));
                default -> out.setLength(Math.max(1, at));
            }
            if (out.isEmpty()) {
                out.append(' ');
            }
        }
        return out.toString();
    }
}
