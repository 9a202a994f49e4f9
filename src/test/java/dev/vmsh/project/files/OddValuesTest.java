package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key and property with values that it was not made for: what loads is no fault, and what does not says where. */
class OddValuesTest {
    private static final List<String> YAML = List.of(
            "",
            "null",
            "-1",
            "1.5",
            "true",
            "'x y'",
            "''",
            "[]",
            "[null]",
            "[[a]]",
            "[{a: 1}]",
            "{}",
            "{a: 1}",
            "{a: null}",
            "{a: {b: c}}",
            "'@x'",
            ".inf",
            "|\n text",
            "\"\\u0000\"");
    private static final List<String> SQL = List.of(
            "",
            "(",
            "()",
            "[]",
            "''",
            "NULL",
            "-1",
            "1.5",
            "true",
            "(a,)",
            "(a = 1)",
            "(a := 1)",
            "(a = )",
            "f()",
            "f(a := (b, c))",
            "@x",
            "@EACH([1], x -> @x)",
            "(a, (b, c))",
            "'x y'",
            "\"q\"",
            "a.b.c.d",
            "a::int",
            "(= 1)",
            "{a: 1}",
            "$$x$$",
            "@{x}_y",
            "(*)",
            "a b c");

    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void aSmallProject() {
        project = new TestProject(folder)
                .write("models/a.sql", "MODEL (name s.a);\nSELECT x FROM raw.t")
                .write("external_models.yaml", "- name: raw.t\n  columns: {x: INT}\n")
                .write("tests/test_a.yaml", "t: {model: s.a, inputs: {raw.t: [{x: 1}]}, outputs: {query: [{x: 1}]}}\n");
    }

    /** {@code before} is what stands above the keys, with {@code |} for line ends; they are indented under its last line. */
    @ParameterizedTest(name = "{0} below {1}")
    @CsvSource({
        "config.yaml, '', 'project variables before_all environment_ttl pinned_environments default_target_environment"
                + " physical_schema_mapping physical_table_naming_convention environment_suffix_target environment_catalog_mapping"
                + " virtual_environment_mode time_column_format ignore_patterns cache_dir env_vars users plan linter model_naming format'",
        "config.yaml, 'gateways:|  local:|    connection: {type: duckdb}', 'state_connection test_connection state_schema scheduler"
                + " variables model_defaults'",
        "config.yaml, 'gateways:|  local:|    connection:|      type: duckdb', 'database catalogs extensions connector_config secrets"
                + " concurrent_tasks register_comments'",
        "config.yaml, 'model_defaults:|  dialect: duckdb', 'kind cron start interval_unit audits on_additive_change"
                + " physical_properties optimize_query enabled batch_concurrency pre_statements'",
        "config.yaml, 'plan:|  no_diff: true', 'forward_only auto_categorize_changes no_prompts'",
        "config.yaml, 'linter:|  enabled: true', 'rules warn_rules ignored_rules'",
        "external_models.yaml, '- name: raw.t', 'columns gateway dialect audits owner tags column_descriptions start'",
        "tests/test_a.yaml, 't:|  model: s.a|  outputs: {query: []}', 'description gateway schema inputs vars'",
        "tests/test_a.yaml, 't:|  model: s.a|  outputs:|    query:|      partial: true', 'rows query path columns format csv_settings'",
        "tests/test_a.yaml, 't:|  model: s.a|  inputs:|    raw.t:|      format: csv', 'rows path columns csv_settings'",
    })
    void keysOfYaml(String file, String before, String keys) {
        String head = before.isEmpty() ? "" : before.replace('|', '\n') + "\n";
        int depth = head.isEmpty()
                ? 0
                : indentation(head.strip().lines().reduce((first, last) -> last).orElse(""));
        String indent = " ".repeat(depth);
        for (String key : words(keys)) {
            for (String value : YAML) {
                String text = head + indent + key + ": " + value.replace("\n", "\n" + indent) + "\n";
                project.write(file, file.equals("config.yaml") ? completed(text) : text);
                assertToldByPlace(key + ": " + value);
            }
        }
    }

    private static int indentation(String line) {
        int dash = line.startsWith("- ") ? 2 : 0;
        return dash
                + line.substring(dash).length()
                - line.substring(dash).stripLeading().length();
    }

    private static String completed(String config) {
        String gateways = config.contains("gateways:") ? "" : "gateways: {local: {connection: {type: duckdb}}}\n";
        return config + gateways + (config.startsWith("model_defaults:") ? "" : "model_defaults: {dialect: duckdb}\n");
    }

    @Test
    void propertiesOfModels() {
        Stream.of(
                        ("name kind dialect owner stamp start end cron cron_tz interval_unit allow_partials tags grain grains references"
                                        + " depends_on columns column_descriptions description physical_properties partitioned_by clustered_by"
                                        + " storage_format enabled gateway optimize_query ignored_rules audits signals grants blueprints")
                                .split(" "))
                .forEach(property ->
                        sql("MODEL (%s%s %s);\nSELECT 1 AS id", property.equals("name") ? "" : "name s.a, ", property));
    }

    @ParameterizedTest
    @CsvSource({
        "VIEW, '', materialized",
        "SEED, '', path batch_size csv_settings",
        "INCREMENTAL_BY_TIME_RANGE, 'time_column id, ', time_column lookback batch_size auto_restatement_cron forward_only",
        "INCREMENTAL_BY_UNIQUE_KEY, 'unique_key id, ', unique_key when_matched merge_filter",
        "INCREMENTAL_UNMANAGED, '', insert_overwrite",
        "SCD_TYPE_2_BY_TIME, 'unique_key id, ', unique_key updated_at_name time_data_type",
        "SCD_TYPE_2_BY_COLUMN, 'unique_key id, columns *, ', columns execution_time_as_valid_from",
        "EXTERNAL, '', path",
    })
    void propertiesOfKinds(String kind, String needed, String properties) {
        for (String property : words(properties)) {
            String query = kind.equals("SEED") ? "" : "SELECT 1 AS id";
            sql("MODEL (name s.a, kind " + kind + " (%s%s %s));\n" + query, needed, property);
        }
    }

    @Test
    void propertiesOfAudits() {
        for (String property : words("name dialect skip blocking standalone defaults cron tags")) {
            for (String value : SQL) {
                String name = property.equals("name") ? "" : "name own, ";
                project.write(
                        "audits/a.sql", "AUDIT (%s%s %s);\nSELECT * FROM @this_model".formatted(name, property, value));
                assertToldByPlace("audit: " + property + " " + value);
            }
        }
    }

    private void sql(String form, String before, String property) {
        for (String value : SQL) {
            project.write("models/a.sql", form.formatted(before, property, value));
            assertToldByPlace(property + " " + value);
        }
    }

    private void assertToldByPlace(String what) {
        List<Problem> faults = project.faults();

        assertThat(faults).as(what).allSatisfy(fault -> {
            assertThat(fault.file()).as(fault.message()).isNotEmpty();
            assertThat(fault.line()).as(fault.message()).isPositive();
        });
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }
}
