package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens before the first prompt. */
class StartUpTest {
    @TempDir
    Path folder;

    private void write(String file, String text) throws Exception {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }

    @Test
    void theUsersFileIsRun() throws Exception {
        write(".config/vmsh/vmshrc", "\\set who ana\n\\tips off\n");
        TypedShell shell = TypedShell.started(folder);

        assertThat(shell.line("echo hello :who").screen.text())
                .contains("hello ana")
                .doesNotContain("tip: ");
        shell.leave();
    }

    @Test
    void anErrorInTheUsersFileIsSaidWithItsLineAndTheShellStarts() throws Exception {
        write(".config/vmsh/vmshrc", "\\set who ana\n\\timing perhaps\n");
        TypedShell shell = TypedShell.started(folder);

        shell.screen.await("vmshrc:2: error: 'perhaps' is neither on nor off");
        shell.leave();
    }

    @Test
    void theProjectsFileIsRunOnlyAfterItsReaderSaidYesAndAsksOnce() throws Exception {
        write(".vmshrc", "echo from the project\n");
        TypedShell shell = TypedShell.start(folder, Map.of());
        shell.screen.await(
                "the question", text -> text.contains("  echo from the project\n") && text.endsWith("[y/N]"));
        shell.screen.type("y", Screen.ENTER);
        shell.prompt();
        assertThat(shell.screen.text()).contains("\nfrom the project\n");
        shell.leave();

        TypedShell second = TypedShell.started(folder);
        assertThat(second.screen.text()).contains("from the project").doesNotContain("[y/N]");
        second.leave();

        write(".vmshrc", "echo something else\n");
        TypedShell third = TypedShell.start(folder, Map.of());
        third.screen.await("the question again", text -> text.endsWith("[y/N]"));
        third.screen.type("n", Screen.ENTER);
        third.prompt();
        assertThat(third.screen.text()).doesNotContain("\nsomething else\n");
        third.leave();
    }

    @Test
    void newcomersGetATip() throws Exception {
        TypedShell shell = TypedShell.started(folder);

        shell.screen.await("tip: Tab completes");
        shell.leave();
    }

    @Test
    void noStartUpFileIsRunIfNoneIsWanted() throws Exception {
        write(".config/vmsh/vmshrc", "echo unwanted\n");
        write(".vmshrc", "echo unwanted\n");
        TypedShell shell = TypedShell.started(folder, "--no-rc");

        assertThat(shell.screen.text()).doesNotContain("unwanted");
        shell.leave();
    }
}
