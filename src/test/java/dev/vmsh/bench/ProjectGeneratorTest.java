package dev.vmsh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.bench.GeneratedModel.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProjectGeneratorTest {
    private final GeneratedProject project = ProjectGenerator.generate(200);

    @Test
    void halfOfTheModelsAreFullThreeTenthsViewsTwoTenthsIncremental() {
        var counts =
                project.models().stream().collect(Collectors.groupingBy(GeneratedModel::kind, Collectors.counting()));

        assertThat(counts)
                .containsEntry(Kind.FULL, 100L)
                .containsEntry(Kind.VIEW, 60L)
                .containsEntry(Kind.INCREMENTAL, 40L);
    }

    @Test
    void parentsComeBeforeTheirChildren() {
        Set<String> known = new HashSet<>(project.seeds());
        for (GeneratedModel model : project.models()) {
            assertThat(known).as(model.name()).containsAll(model.parents());
            known.add(model.name());
        }
    }

    @Test
    void nothingReadsTheLeaf() {
        assertThat(project.models())
                .noneMatch(model -> model.parents().contains(project.leaf().name()));
    }

    @Test
    void oneSizeGivesOneProject() {
        assertThat(ProjectGenerator.generate(200)).isEqualTo(project);
    }

    @Test
    void anEditChangesTheQuery() {
        assertThat(project.leaf().edited().file()).isNotEqualTo(project.leaf().file());
    }
}
