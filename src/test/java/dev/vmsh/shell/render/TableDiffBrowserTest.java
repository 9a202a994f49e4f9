package dev.vmsh.shell.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a comparison in a real browser, opened as a file. Skipped where there is no Chromium. */
class TableDiffBrowserTest {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static Optional<Path> chromium;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() {
        chromium = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(path -> NAMES.stream().map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(chromium.isPresent(), "no Chromium here: install Debian's package chromium to test the page in it");
    }

    /** The page's elements once its scripts have run and {@code typed} after them; ends with a line of errors. */
    private String shown(String typed) throws IOException, InterruptedException {
        String page = TableDiffHtml.of(TableDiffReports.several(), Instant.EPOCH)
                .replaceFirst(
                        "<head>",
                        "<head><script>addEventListener('error', e => {"
                                + " document.documentElement.dataset.error = e.message; });</script>")
                .replace("</body>", "<script>" + typed + "</script></body>");
        Path file = Files.writeString(folder.resolve("page.html"), page);
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        chromium.orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        file.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(dom, StandardCharsets.UTF_8);
    }

    @Test
    void thePageRunsFromAFileAndFollowsTheReadersTheme() throws IOException, InterruptedException {
        String light = shown("");
        String dark = shown("document.getElementById('theme').click();");

        assertThat(light)
                .contains("<html lang=\"en\" data-theme=\"light\">")
                .contains("<section id=\"r0\" data-report=\"same\">", "<section id=\"r1\" data-report=\"differs\">")
                .doesNotContain("data-error", "<b>&");
        assertThat(dark).contains("<html lang=\"en\" data-theme=\"dark\">");
    }

    @Test
    void searchLeavesWhatMatchesAndSaysWhenNothingDoes() throws IOException, InterruptedException {
        String found = shown("search.value = 'b>&'; search.dispatchEvent(new Event('input'));");
        String nothing = shown("search.value = 'nowhere at all'; search.dispatchEvent(new Event('input'));");

        assertThat(found)
                .contains("<section id=\"r0\" data-report=\"same\" hidden=\"\">")
                .contains("<section id=\"r1\" data-report=\"differs\">")
                .contains("<tr data-model=\"r0\" hidden=\"\">");
        assertThat(nothing).contains("<p id=\"none\">Nothing here matches.</p>").doesNotContain("data-error");
    }

    @Test
    void whatIsTheSameCanBeLeftOut() throws IOException, InterruptedException {
        String differing = shown("differing.click();");

        assertThat(differing)
                .contains("<section id=\"r0\" data-report=\"same\" hidden=\"\">")
                .contains("<section id=\"r1\" data-report=\"differs\">");
    }
}
