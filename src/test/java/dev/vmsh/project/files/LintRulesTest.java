package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.project.Config;
import dev.vmsh.project.Project;
import dev.vmsh.project.lint.Finding;
import dev.vmsh.project.lint.Linter;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LintRulesTest {
    private static final DuckDbParser PARSER = new DuckDbParser();
    private static final TableName CASE = TableName.of("s", "case");

    /** Every rule that is about the query; the others would speak in every case. */
    private static final Set<String> OF_QUERIES = Set.of(
            "noselectstar",
            "invalidselectstarexpansion",
            "ambiguousorinvalidcolumn",
            "nomissingexternalmodels",
            "noambiguousprojections");

    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void open() {
        project = new TestProject(folder).write("external_models.yaml", """
                        - name: shop.orders
                          columns: {id: int, total: double, customer_id: int}
                        - name: shop.customers
                          columns: {id: int, name: text}
                        - name: shop.days
                          columns: {day: date}
                        """);
    }

    @AfterAll
    static void close() throws SQLException {
        PARSER.close();
    }

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = LintRulesTest.class.getResourceAsStream("/project/lint.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            var cases = new ArrayList<Arguments>();
            for (String each : text.strip().split("\n\n(?=# )", -1)) {
                String[] parts = each.split("\n", 2);
                String[] rest = parts[1].split("\n=> ", -1);
                cases.add(Arguments.of(parts[0].substring(2), rest[0], rest[1].strip()));
            }
            return cases.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theRulesThatAQueryBreaksAreFoundAtTheirLine(String why, String query, String expected) {
        project.write("models/case.sql", "MODEL (name s.case, kind FULL);\n" + query + "\n");

        assertThat(findings(new Config.Linter(true, OF_QUERIES, Set.of(), Set.of()), Set.of()).stream()
                        .map(finding -> finding.rule() + "@" + finding.line())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected.equals("none") ? "" : expected);
    }

    @Test
    void auditsAndTestsAreMissedWhereThereCouldBeSome() {
        project.write("models/case.sql", "MODEL (name s.case, kind FULL);\nSELECT 1 AS id\n");
        var rules = new Config.Linter(true, Set.of("nomissingaudits", "nomissingunittest"), Set.of(), Set.of());

        assertThat(findings(rules, Set.of()))
                .extracting(Finding::rule)
                .containsExactly("nomissingaudits", "nomissingunittest");
        assertThat(findings(rules, Set.of(CASE))).extracting(Finding::rule).containsExactly("nomissingaudits");

        project.write(
                "models/case.sql",
                "MODEL (name s.case, kind FULL, audits (not_null(columns := (id))));\nSELECT 1 AS id\n");
        assertThat(findings(rules, Set.of(CASE))).isEmpty();
    }

    @Test
    void aRuleIsAnErrorOrAWarningOrNothingAsConfigurationAndModelSay() {
        project.write("models/case.sql", "MODEL (name s.case, kind FULL);\nSELECT * FROM x.y\n");

        assertThat(levels(new Config.Linter(true, Set.of("noselectstar"), Set.of(), Set.of())))
                .containsExactly("noselectstar error");
        assertThat(levels(new Config.Linter(true, Set.of("all"), Set.of("noselectstar"), Set.of("nomissingaudits"))))
                .contains("noselectstar warning", "nomissingexternalmodels error")
                .doesNotContain("nomissingaudits error");
        assertThat(levels(Config.Linter.OFF))
                .contains("noselectstar warning")
                .noneMatch(level -> level.endsWith("error"));

        project.write(
                "models/case.sql",
                "MODEL (name s.case, kind FULL, ignored_rules ['NoSelectStar']);\nSELECT * FROM x.y\n");
        assertThat(levels(new Config.Linter(true, Set.of("noselectstar"), Set.of(), Set.of())))
                .isEmpty();
        project.write("models/case.sql", "MODEL (name s.case, kind FULL, ignored_rules ALL);\nSELECT * FROM x.y\n");
        assertThat(levels(new Config.Linter(true, Set.of("all"), Set.of(), Set.of())))
                .isEmpty();
    }

    @Test
    void rulesThatDoNotExistOrContradictAreFaultsOfTheConfiguration() {
        project.write(
                "config.yaml", TestProject.CONFIG + "linter: {enabled: true, rules: [noselectsta, NoMissingAudits]}\n");
        assertThat(project.problems()).containsExactly("config.yaml:5:32: There is no linter rule 'noselectsta'");

        project.write(
                "config.yaml", TestProject.CONFIG + "linter: {rules: [noselectstar], warn_rules: [NOSELECTSTAR]}\n");
        assertThat(project.problems())
                .containsExactly("config.yaml:5:45: Linter rule 'noselectstar' is among both rules and warn_rules");
    }

    private List<String> levels(Config.Linter settings) {
        return findings(settings, Set.of()).stream()
                .map(finding -> finding.rule() + " " + finding.level().id())
                .toList();
    }

    private List<Finding> findings(Config.Linter settings, Set<TableName> tested) {
        Project loaded = project.load();
        return new Linter(settings, dialect -> new SqlReader(dialect, PARSER)).check(loaded, tested, Set.of(CASE));
    }
}
