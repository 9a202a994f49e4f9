package dev.vmsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vmsh.shell.GenerateCommand.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written from the table of commands and kept in the repository. */
class GeneratedFilesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "BASH, completions/vmsh.bash, scripts/completions",
        "ZSH, completions/vmsh.zsh, scripts/completions",
        "FISH, completions/vmsh.fish, scripts/completions",
        "REFERENCE, docs/commands.md, scripts/docs"
    })
    void theFileIsWhatTheTableOfCommandsSays(Target target, String file, String script) throws IOException {
        assertThat(Files.readString(ROOT.resolve(file)))
                .as("%s is out of date: run %s", file, script)
                .isEqualTo(GenerateCommand.text(CommandsTest.table(), target));
    }

    @Test
    void everyCommandThatTheReadMeListsExists() throws IOException {
        List<String> named = Files.readString(ROOT.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .flatMap(line ->
                        Pattern.compile("`([^` ]+)(?: [a-z]+)?`").matcher(line).results())
                .map(word -> word.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(CommandsTest.table().names()).containsAll(named);
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh", "fish"})
    void theShellReadsItsScript(String shell) throws IOException, InterruptedException {
        assumeTrue(isInstalled(shell), shell + " is not installed");

        assertThat(run(shell, "-n", "completions/vmsh." + shell)).isEmpty();
    }

    @Test
    void bashCompletesCommandsOptionsAndValues() throws IOException, InterruptedException {
        assumeTrue(isInstalled("bash"), "bash is not installed");

        assertThat(completed("vmsh", "pla")).containsExactly("plan");
        assertThat(completed("vmsh", "--quiet", "plan", "--auto")).containsExactly("--auto-apply");
        assertThat(completed("vmsh", "help", "table_d")).containsExactly("table_diff");
        assertThat(completed("vmsh", "-e", "dev", "\"\""))
                .contains("plan", "diff")
                .doesNotContain("__complete");
    }

    /** What bash offers for the last of {@code words}. */
    private static Stream<String> completed(String... words) throws IOException, InterruptedException {
        String script = """
                source completions/vmsh.bash
                COMP_WORDS=(%s) COMP_CWORD=%d
                _vmsh
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(String.join(" ", words), words.length - 1);
        return run("bash", "-c", script).lines();
    }

    private static boolean isInstalled(String shell) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", command).toLowerCase(Locale.ROOT), answer)
                .isZero();
        return answer;
    }
}
