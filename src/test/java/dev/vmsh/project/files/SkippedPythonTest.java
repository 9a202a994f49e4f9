package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.project.Project;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedPythonTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void aProjectWithPython() {
        project = new TestProject(folder)
                .write("models/a.py", "@model('s.a', columns={'x': 'int'})\ndef execute(): pass")
                .write("models/b.sql", "MODEL (name s.b); SELECT x FROM s.a")
                .write("models/c.sql", "MODEL (name s.c); SELECT x FROM s.b")
                .write("models/d.sql", "MODEL (name s.d); SELECT 1 AS x")
                .write("macros/m.py", "@macro()\ndef one(evaluator): return 1")
                .write("models/e.sql", "MODEL (name s.e, kind FULL); SELECT @one() AS x")
                .write("models/f.sql", "MODEL (name s.f, kind CUSTOM (materialization 'm')); SELECT 1 AS x");
    }

    @Test
    void readersGoWithWhatTheyReadAndAllOfItIsTold() {
        Project loaded = project.skipPython().load();

        assertThat(loaded.models()).containsOnlyKeys(TableName.of("s", "d"));
        assertThat(loaded.leftOut().models())
                .extracting(TableName::name)
                .containsExactlyInAnyOrder("a", "b", "c", "e", "f");
        assertThat(loaded.leftOut().notes())
                .containsExactlyInAnyOrder(
                        "s.a (models/a.py): a Python model",
                        "s.b (models/b.sql): reads s.a",
                        "s.c (models/c.sql): reads s.b",
                        "models/e.sql (s.e): calls @one, a Python macro",
                        "models/f.sql (s.f): its kind is CUSTOM, written in Python");
    }

    @Test
    void aDeclaredTableIsReadFromTheWarehouse() {
        project.write("external_models.yaml", "- name: s.a\n  columns: {x: int}\n");

        assertThat(project.skipPython().load().models())
                .containsKeys(TableName.of("s", "a"), TableName.of("s", "b"), TableName.of("s", "c"));
    }

    @Test
    void statementsOfEveryRootRunAndThoseInPythonDoNot() {
        project.write(
                "config.yaml", TestProject.CONFIG + "before_all: ['CREATE TABLE a AS SELECT @one()', 'SELECT 1']\n");
        var second = new TestProject(folder.resolve("second"));
        second.write("config.yaml", TestProject.CONFIG + "before_all: ['SELECT 2']\nafter_all: ['SELECT 3']\n");

        Project loaded = new ProjectLoader(
                        List.of(folder, second.root),
                        Map.of(),
                        folder,
                        new SqlParsers(FallbackParser.NONE),
                        Map.of(),
                        true)
                .load(null);

        assertThat(loaded.config().beforeAll()).containsExactly("SELECT 1", "SELECT 2");
        assertThat(loaded.config().afterAll()).containsExactly("SELECT 3");
        assertThat(loaded.leftOut().notes()).contains("a statement of before_all: calls @one, a Python macro");
    }

    @Test
    void withoutTheOptionAStatementInPythonIsAFault() {
        project.write("config.yaml", TestProject.CONFIG + "after_all: ['SELECT @one()']\n");

        assertThat(project.problems())
                .anyMatch(problem ->
                        problem.startsWith("config.yaml:1: A statement of after_all calls @one, a Python macro"));
    }
}
