package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProjectTest {
    private final DemoProject demo = new DemoProject();

    @TempDir
    Path folder;

    @Test
    void theIndexNamesEveryFileAndNothingElse() throws IOException, URISyntaxException {
        Path resources = Path.of(Objects.requireNonNull(DemoProject.class.getResource("/demo/index.txt"))
                        .toURI())
                .getParent();

        assertThat(demo.files()).containsExactlyElementsOf(without("index.txt", filesIn(resources)));
    }

    @Test
    void everyFileIsWrittenIntoAFolderThatDoesNotExistYet() throws IOException {
        Path target = folder.resolve("new/project");

        List<String> written = demo.writeTo(target);

        assertThat(written).isEqualTo(demo.files());
        assertThat(filesIn(target)).isEqualTo(demo.files());
        assertThat(target.resolve("config.yaml")).content().contains("nonproduction:", "production:");
        assertThat(target.resolve("seeds/seattle-weather.csv"))
                .content()
                .startsWith("date,precipitation,temp_max,temp_min,wind,weather\n2012-01-01,0.0,12.8,5.0,4.7,drizzle\n");
    }

    @Test
    void filesThatAreNotInTheWayStay() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");

        demo.writeTo(folder);

        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertThat(folder.resolve("config.yaml")).exists();
    }

    @Test
    void aFolderWithAProjectIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("sqlmesh.yml"), "mine");

        assertThatThrownBy(() -> demo.writeTo(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds a project already")
                .hasMessageContaining("sqlmesh.yml");
        assertThat(filesIn(folder)).containsExactly("sqlmesh.yml");
    }

    @Test
    void aFileOfTheSameNameIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("README.md"), "mine");

        assertThatThrownBy(() -> demo.writeTo(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("README.md exists there");
        assertThat(filesIn(folder)).containsExactly("README.md");
        assertThat(folder.resolve("README.md")).hasContent("mine");
    }

    @Test
    void aFileIsNotAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThatThrownBy(() -> demo.writeTo(file))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("is a file");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path below = Files.writeString(folder.resolve("file"), "mine").resolve("project");

        assertThatThrownBy(() -> demo.writeTo(below))
                .isInstanceOf(VmshException.class)
                .hasMessageContaining(below.toString())
                .hasMessageContaining("could not be written");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> without(String name, List<String> names) {
        return names.stream().filter(each -> !each.equals(name)).toList();
    }
}
