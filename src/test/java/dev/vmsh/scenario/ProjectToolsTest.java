package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at a project's files: lint, dag, lineage, format, info; and what chooses models. */
class ProjectToolsTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, new Places.DuckDb(), Instant.parse("2024-01-08T00:00:00Z"), "");
        desk.full("a", "SELECT 1 AS id, 10 AS v");
        desk.full("b", "SELECT id, v + 1 AS w FROM s.a");
        desk.full("c", "SELECT id, w * 2 AS x FROM s.b");
    }

    @Test
    void lintNamesTheRuleTheModelAndTheLine() {
        config("linter: {rules: [noselectstar], warn_rules: [nomissingaudits]}");
        desk.full("star", "SELECT\n  *\nFROM s.a");

        Answer answer = desk.type("lint", "--model", "s.star", "--format", "json");

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.out())
                .contains(
                        "{\"name\":\"noselectstar\",\"model\":\"s.star\",\"status\":\"fail\",\"level\":\"error\",\"message\":\"models/star.sql:3: ")
                .contains("\"status\":\"pass\",\"level\":\"warning\"", "\"line\":3");
        assertThat(desk.type("lint", "--model", "s.a").code())
                .as("warnings only")
                .isZero();
    }

    @Test
    void whatAPythonModelMadeIsReadWithoutPython() {
        desk.file("models/made.py", "@model('s.made', columns={'id': 'int'})\ndef execute(): pass");
        desk.full("reader", "SELECT id FROM s.made");
        desk.full("next", "SELECT id FROM s.reader");

        assertThat(desk.type("--skip-python", "models").out()).contains("s.a").doesNotContain("s.reader");
        desk.execute("create schema s");
        desk.execute("create table s.made as select 7 as id");
        Answer planned = desk.type("--skip-python", "plan", "prod", "--auto-apply");

        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("s.made: what is in the warehouse under that name is read");
        assertThat(desk.rows("select id from s.next")).containsExactly("7");
        assertThat(desk.type("models").err()).contains("models/made.py");
    }

    @Test
    void aPlanStopsAtTheLintersErrorsWhenItIsEnabled() {
        config("linter: {enabled: true, rules: [noselectstar]}");
        desk.full("star", "SELECT * FROM s.a");

        Answer answer = desk.planFails("prod");

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.err()).contains("models/star.sql:2", "noselectstar", "--skip-linter");
        assertThat(desk.physical()).isEmpty();
        desk.plan("prod", "--skip-linter");
        assertThat(desk.physical()).isNotEmpty();
    }

    @Test
    void theGraphIsATreeOrJsonOrAPage() throws IOException {
        assertThat(desk.type("dag").out()).isEqualTo("s.a  FULL\n└── s.b  FULL\n    └── s.c  FULL\n");

        JsonNode graph = desk.json("dag", "--select-model", "s.b+");
        assertThat(graph.get("nodes").findValuesAsText("name")).containsExactly("s.b", "s.c");
        assertThat(graph.get("edges").toString()).isEqualTo("[{\"from\":\"s.b\",\"to\":\"s.c\"}]");

        assertThat(desk.type("dag", "graph.html").code()).isZero();
        assertThat(Files.readString(folder.resolve("graph.html")))
                .contains("<svg", "data-from=\"s.a\" data-to=\"s.b\"")
                .doesNotContain("src=", "href=");
        assertThat(desk.type("dag", "graph.png").err()).contains("graph.html");
    }

    @Test
    void aColumnIsFollowedToWhereItComesFrom() {
        assertThat(desk.type("lineage", "s.c.x").out()).isEqualTo("s.c.x\n└── s.b.w\n    └── s.a.v\n");

        JsonNode lineage = desk.json("lineage", "s.c.x");
        assertThat(lineage.get("model").asText()).isEqualTo("s.c");
        assertThat(lineage.get("column").asText()).isEqualTo("x");
        assertThat(lineage.get("from").get(0).get("model").asText()).isEqualTo("s.b");
        assertThat(desk.json("lineage", "s.c")).hasSize(2);
        assertThat(desk.type("lineage", "s.c.y").err()).contains("s.c has no column 'y'");
        assertThat(desk.type("lineage", "s.d").err()).contains("no model 's.d'");
    }

    @Test
    void formatListsThenWritesThenFindsNothing() throws IOException {
        desk.file("models/ugly.sql", "model(name s.ugly, kind full);\nselect 1 as id\n");
        desk.plan("prod");

        Answer check = desk.type("format", "--check", "models/ugly.sql");
        assertThat(check.code()).isEqualTo(3);
        assertThat(check.out()).isEqualTo("models/ugly.sql\n");

        assertThat(desk.type("format").code()).isZero();
        assertThat(Files.readString(folder.resolve("models/ugly.sql")))
                .isEqualTo("MODEL (\n  name s.ugly,\n  kind FULL\n);\n\nSELECT 1 AS id\n");
        assertThat(desk.type("format", "--check").code()).isZero();
        assertThat(desk.explain("prod").changes()).as("nothing changed by it").isEmpty();
        assertThat(desk.type("format", "nowhere").code()).isEqualTo(2);
    }

    @Test
    void formattingCanBeRefusedByAModel() {
        desk.file("models/own.sql", "model(name s.own, kind full, formatting false);\nselect 1 as id\n");

        assertThat(desk.type("format", "--check").out()).doesNotContain("own.sql");
    }

    @Test
    void modelsThatChangedSinceABranchAreChosen() throws IOException, InterruptedException {
        Answer before = desk.type("dag", "--select-model", "git:main");
        assertThat(before.code()).isEqualTo(2);
        assertThat(before.err()).contains("git");

        git("init", "-q", "-b", "main");
        git("add", "models", "config.yaml");
        commit("first");
        assertThat(desk.type("dag", "--select-model", "git:main").err()).contains("matches no model");

        git("checkout", "-q", "-b", "feature");
        desk.full("a", "SELECT 2 AS id, 10 AS v");
        git("add", "models");
        commit("committed");
        desk.full("b", "SELECT id, v + 2 AS w FROM s.a");
        desk.full("untracked", "SELECT 1 AS id");

        assertThat(chosen("git:main")).containsExactlyInAnyOrder("s.a", "s.b", "s.untracked");
        assertThat(chosen("git:HEAD")).containsExactlyInAnyOrder("s.b", "s.untracked");
        assertThat(chosen("git:main+ & ^s.untracked")).containsExactlyInAnyOrder("s.a", "s.b", "s.c");
        assertThat(desk.type("dag", "--select-model", "git:nowhere").err()).contains("git cannot tell");
        assertThat(desk.type("dag", "--select-model", "git:--help").code()).isEqualTo(2);
    }

    @Test
    void aSelectorThatFindsNothingSaysWhatWasProbablyMeant() {
        desk.full("orders", "SELECT 1 AS id");

        assertThat(desk.type("dag", "--select-model", "orders").err()).contains("Did you mean 's.orders'?");
        assertThat(desk.type("dag", "--select-model", "+s.ordrs").err()).contains("Did you mean 's.orders'?");
        assertThat(desk.type("dag", "--select-model", "path:models").err()).contains("no selector 'path:models'");
        assertThat(desk.type("dag", "--select-model", "resource_type:table").err())
                .contains("resource_type:model");
    }

    @Test
    void infoCountsAndSaysWhatHasNoEffect() {
        config("cicd_bot: {type: github}\nvariables: {secret_free: 1}");

        JsonNode info = desk.json("info", "--skip-connection");

        assertThat(info.get("models").asInt()).isEqualTo(3);
        assertThat(info.get("without_effect").toString()).contains("cicd_bot");
        assertThat(info.get("variables").toString()).contains("secret_free");
        assertThat(info.has("warehouse")).isFalse();
        assertThat(desk.json("info").get("warehouse").asText()).isEqualTo("answers");
    }

    @Test
    void aResultIsSummarisedAndCopied() throws IOException {
        desk.plan("prod");

        Answer summary = desk.type("-c", "select * from s.c; \\summary");
        assertThat(summary.err()).isEmpty();
        assertThat(summary.out()).contains("Count", "Mean");

        assertThat(desk.type("-c", "\\copy (select * from s.c) to 'c.csv'").code())
                .isZero();
        assertThat(Files.readString(folder.resolve("c.csv"))).isEqualTo("id,x\n1,22\n");
        assertThat(desk.type("-c", "\\copy s.c to c.json").code()).isZero();
        assertThat(Files.readString(folder.resolve("c.json"))).contains("{\"id\":1,\"x\":22}");
        assertThat(desk.type("-c", "\\copy (select id, x from s.c) to 'c.parquet'")
                        .code())
                .isZero();
        assertThat(desk.rows("select * from '" + folder.resolve("c.parquet") + "'"))
                .containsExactly("1,22");
        assertThat(desk.type("-c", "\\copy (drop table x) to 'c.csv'").code()).isNotZero();
        assertThat(desk.type("-c", "\\copy s.c to c.xls").err()).contains(".parquet");
    }

    private List<String> chosen(String selector) {
        return new ArrayList<>(
                desk.json("dag", "--select-model", selector).get("nodes").findValuesAsText("name"));
    }

    private void config(String settings) {
        desk = new Desk(folder, new Places.DuckDb(), Instant.parse("2024-01-08T00:00:00Z"), settings + "\n");
    }

    private void commit(String message) throws IOException, InterruptedException {
        git("-c", "user.name=ana", "-c", "user.email=ana@example.com", "commit", "-q", "-m", message);
    }

    private void git(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command, answer).isZero();
    }
}
