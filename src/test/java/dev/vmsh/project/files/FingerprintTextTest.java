package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.project.ModelFacts;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which edits of a model change the text that its fingerprint is made from. */
class FingerprintTextTest {
    @TempDir
    Path folder;

    static Stream<Cases.Case> cases() {
        return Cases.in("/project/edits.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void anEditCountsOnlyIfItMeansSomething(Cases.Case one) {
        boolean same = one.parts().containsKey("same");
        ModelFacts before = facts(one.parts().get("before"));
        ModelFacts after = facts(one.parts().get(same ? "same" : "different"));

        assertThat(text(after).equals(text(before)))
                .as("%s%n%s", text(before), text(after))
                .isEqualTo(same);
    }

    private static String text(ModelFacts facts) {
        return facts.canonicalQuery()
                + facts.canonicalBefore()
                + facts.canonicalAfter()
                + facts.canonicalOnVirtualUpdate()
                + facts.macroValues();
    }

    private ModelFacts facts(String statements) {
        var project = new TestProject(folder);
        project.write("config.yaml", TestProject.CONFIG + "variables: {n: 1, m: 1}\n");
        project.write(
                "models/m.sql", "MODEL (name s.m, kind INCREMENTAL_BY_TIME_RANGE (time_column ds));\n" + statements);
        return project.model("s", "m").facts();
    }
}
