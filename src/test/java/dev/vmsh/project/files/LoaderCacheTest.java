package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.project.Project;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderCacheTest {
    private static final TableName CHILD = TableName.of("s", "b");

    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void create() {
        project = new TestProject(folder)
                .write(
                        "models/a.sql",
                        "MODEL (name s.a, audits (own)); SELECT 1 AS x; AUDIT (name own); SELECT 1 AS y FROM @this_model;")
                .write("models/b.sql", "MODEL (name s.b); SELECT * FROM s.a")
                .write("models/c.sql", "MODEL (name s.c, kind SEED (path '../seeds/c.csv'));")
                .write("seeds/c.csv", "id\n1\n");
    }

    private Path cacheFile() {
        return folder.resolve(".cache/vmsh/models.cache");
    }

    private static List<String> shown(Project project) {
        return project.dag().order().stream()
                .map(name -> project.models().get(name))
                .map(model ->
                        model.name() + " " + model.kind() + model.properties() + model.facts() + model.statements())
                .toList();
    }

    @Test
    void aSecondProcessFindsTheSameProjectInTheCache() throws IOException {
        Project first = project.load();
        assertThat(cacheFile()).exists();
        String cached = Files.readString(cacheFile());
        Files.writeString(cacheFile(), cached.replace("SELECT 1 AS x", "SELECT 1 AS from_the_cache"));

        Project second = project.load();

        assertThat(second.model(TableName.of("s", "a")).orElseThrow().facts().query())
                .isEqualTo("SELECT 1 AS from_the_cache");
        Files.writeString(cacheFile(), cached);
        assertThat(shown(project.load())).isEqualTo(shown(first));
        assertThat(project.load().audits()).isEqualTo(first.audits());
    }

    @Test
    void aChangedFileIsReadAgainAndItsReadersColumnsFollow() {
        ProjectLoader loader = project.loader();
        loader.load(null);
        project.write("models/a.sql", "MODEL (name s.a); SELECT 1 AS x, 2 AS y");

        Project warm = loader.load(null);

        assertThat(warm.model(CHILD).orElseThrow().facts().columns().orElseThrow())
                .extracting(Column::name)
                .containsExactly("x", "y");
        assertThat(shown(project.load())).isEqualTo(shown(warm));
    }

    @Test
    void aChangedSeedIsReadAgain() {
        ProjectLoader loader = project.loader();
        Project before = loader.load(null);
        project.write("seeds/c.csv", "id\n2\n");

        assertThat(shown(loader.load(null))).isNotEqualTo(shown(before));
        assertThat(shown(project.load())).isEqualTo(shown(loader.load(null)));
    }

    @Test
    void changedVariablesAreSeen() {
        project.write("models/v.sql", "MODEL (name s.v); SELECT @n AS n");
        project.write("config.yaml", TestProject.CONFIG + "variables: {n: 1}\n");
        ProjectLoader loader = project.loader();
        loader.load(null);
        project.write("config.yaml", TestProject.CONFIG + "variables: {n: 2}\n");

        assertThat(loader.load(null)
                        .model(TableName.of("s", "v"))
                        .orElseThrow()
                        .facts()
                        .query())
                .isEqualTo("SELECT 2 AS n");
    }

    @Test
    void aRemovedFileIsForgotten() {
        ProjectLoader loader = project.loader();
        loader.load(null);
        project.delete("models/b.sql");

        assertThat(loader.load(null).models()).doesNotContainKey(CHILD);
        assertThat(project.load().models()).doesNotContainKey(CHILD);
    }

    @Test
    void aDamagedCacheIsBuiltAnew() throws IOException {
        List<String> expected = shown(project.load());
        byte[] whole = Files.readAllBytes(cacheFile());
        for (int length : new int[] {0, 10, whole.length / 2, whole.length - 3}) {
            Files.write(cacheFile(), Arrays.copyOf(whole, length));
            assertThat(shown(project.load())).as("cut at %d", length).isEqualTo(expected);
        }
        Files.write(cacheFile(), new byte[] {(byte) 0xff, (byte) 0xfe, 9, 9, 9, 10});
        assertThat(shown(project.load())).isEqualTo(expected);
        assertThat(shown(project.load())).isEqualTo(expected);
    }

    @Test
    void aCacheThatCannotBeWrittenChangesNothing() throws IOException {
        Files.createDirectories(folder.resolve(".cache"));
        Files.writeString(folder.resolve(".cache/vmsh"), "a file where the folder should be");

        assertThat(project.load().models()).hasSize(3);
    }

    @Test
    void anEditWithinTheSameInstantAndOfTheSameLengthIsSeen() throws IOException {
        ProjectLoader loader = project.loader();
        loader.load(null);
        FileTime time = Files.getLastModifiedTime(folder.resolve("models/a.sql"));
        project.write(
                "models/a.sql",
                Files.readString(folder.resolve("models/a.sql")).replace("SELECT 1 AS x", "SELECT 7 AS x"));
        Files.setLastModifiedTime(folder.resolve("models/a.sql"), time);

        assertThat(loader.load(null)
                        .model(TableName.of("s", "a"))
                        .orElseThrow()
                        .facts()
                        .query())
                .isEqualTo("SELECT 7 AS x");
    }

    @Test
    void anOldFileIsNotReadAgain() throws IOException {
        FileTime old = FileTime.from(Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(folder.resolve("models/a.sql"), old);
        ProjectLoader loader = project.loader();
        Project before = loader.load(null);
        project.write(
                "models/a.sql",
                Files.readString(folder.resolve("models/a.sql")).replace("SELECT 1 AS x", "SELECT 7 AS x"));
        Files.setLastModifiedTime(folder.resolve("models/a.sql"), old);

        assertThat(shown(loader.load(null)))
                .as("time and size say that nothing changed")
                .isEqualTo(shown(before));
    }
}
