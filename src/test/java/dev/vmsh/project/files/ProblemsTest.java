package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    private static final String EXPECTED = "problems";

    @TempDir
    Path folder;

    static Stream<Cases.Case> cases() {
        return Cases.in("/project/problems.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyFaultIsToldWithItsPlace(Cases.Case one) {
        var project = new TestProject(folder);
        one.parts().forEach((name, text) -> {
            if (!name.equals(EXPECTED)) {
                project.write(name, text);
            }
        });

        List<Problem> faults = project.faults();

        assertThat(faults.stream().map(Problem::text))
                .containsExactlyElementsOf(one.parts()
                        .get(EXPECTED)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList());
        assertThat(faults).allSatisfy(fault -> assertThat(fault.remedy()).isNotEmpty());
    }
}
