package dev.vmsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short part of {@code scripts/terminal-tests}: vmsh in a terminal of its own, driven by tmux. */
class TerminalTest {
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatTheScreenShowsIsWhatItShowed() throws IOException, InterruptedException {
        assumeTrue(isInstalled("tmux"), "tmux is not installed");
        Path root = Path.of("").toAbsolutePath();
        var builder = new ProcessBuilder(root.resolve("scripts/terminal-tests").toString(), "--short")
                .redirectErrorStream(true);
        builder.environment().put("VMSH", vmsh());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("first_start: as expected", "completion: as expected", "ctrl_c: as expected");
    }

    /** The classes that are being tested, without a build of their own. */
    private static String vmsh() {
        return String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "dev.vmsh.Main");
    }

    /** Good in every folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
