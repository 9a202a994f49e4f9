package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.TestShell;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be seen while work takes its time. */
class ProgressTest {
    @TempDir
    Path folder;

    @Test
    void aLongApplyTellsWhereItIsAndCtrlCEndsItBetweenTwoBatches() throws Exception {
        TestShell project =
                new TestShell(folder).fromFiles().file("models/quick.sql", """
                        MODEL (name s.quick, kind FULL);
                        SELECT i FROM range(7) t(i)
                        """).file("models/slow.sql", """
                        MODEL (name s.slow, kind FULL);
                        SELECT count(*) AS n, sum(x.i * y.i) AS s FROM s.quick q, range(1000000) x(i), range(1000000) y(i)
                        """);
        TypedShell shell = TypedShell.start(project, Map.of());
        shell.prompt();
        shell.screen.type("plan dev --auto-apply --no-prompts", Screen.ENTER);
        shell.screen.await(
                "the model, the batches and the time",
                text -> text.matches("(?s).*\\nbackfill [01]/2  s\\.slow full( 0 %)?(  7 rows)?  \\d+ s"));

        shell.screen.type(Screen.CTRL_C);
        shell.screen.await("error: interrupted");
        shell.prompt();
        assertThat(shell.screen.text()).doesNotContain("\nbackfill ");
        shell.leave();
    }
}
