package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.LineEditor.Typed;
import dev.vmsh.shell.Person;
import dev.vmsh.shell.Prompt;
import dev.vmsh.shell.completion.Completion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JLineEditorTest {
    private static final Set<String> COMMANDS = Set.of("plan", "use", "\\timing");
    private static final Prompt DEV = new Prompt("duck", "dev", false, false, Optional.empty());

    /** Two models and the commands, whatever stands before. */
    private static final Completion COMPLETION = new Completion() {
        @Override
        public List<Candidate> at(String buffer, int cursor) {
            return List.of(
                    new Candidate("analytics.orders", "table", ""),
                    new Candidate("analytics.order_items", "table", ""),
                    new Candidate("plan", "command", "Show what would change"));
        }

        @Override
        public int wordStart(String buffer, int cursor) {
            return buffer.lastIndexOf(' ', cursor - 1) + 1;
        }
    };

    @TempDir
    Path home;

    private final Screen screen = new Screen(80, 24);
    private JLineEditor editor;

    private CompletableFuture<Typed> reading(boolean coloured) {
        if (editor == null) {
            editor = new JLineEditor(
                    screen.terminal(), COMMANDS, COMPLETION, coloured, Map.of("XDG_STATE_HOME", home.toString()));
        }
        CompletableFuture<Typed> typed = CompletableFuture.supplyAsync(() -> editor.read(DEV));
        screen.await("an empty prompt", text -> text.endsWith("duck:dev>"));
        return typed;
    }

    private static Typed result(CompletableFuture<Typed> typed) throws Exception {
        return typed.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        editor.close();
    }

    @Test
    void aCommandEndsAtEnter() throws Exception {
        CompletableFuture<Typed> typed = reading(false);

        screen.type("plan dev", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("plan dev"));
    }

    @Test
    void sqlGoesOnUntilItsSemicolon() throws Exception {
        CompletableFuture<Typed> typed = reading(false);

        screen.type("select ';'", Screen.ENTER);
        screen.await("...>");
        screen.type("from t;", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("select ';'\nfrom t;"));
    }

    @Test
    void tabCompletesAsFarAsItIsCertain() throws Exception {
        CompletableFuture<Typed> typed = reading(false);

        screen.type("select * from analytics.o", Screen.TAB);
        screen.await("analytics.order");
        screen.type("_", Screen.TAB, ";", Screen.ENTER);

        assertThat(((Typed.Text) result(typed)).text().replace(" ;", ";"))
                .isEqualTo("select * from analytics.order_items;");
    }

    @Test
    void ctrlCThrowsTheLineAwayAndCtrlDEnds() throws Exception {
        CompletableFuture<Typed> typed = reading(false);
        screen.type("select 1", Screen.CTRL_C);
        assertThat(result(typed)).isEqualTo(new Typed.Abandoned());

        typed = reading(false);
        screen.type(Screen.CTRL_D);
        assertThat(result(typed)).isEqualTo(new Typed.Ended());
    }

    @Test
    @SuppressWarnings("try") // the interruption is only there to end
    void ctrlCWhileSomethingRunsDoesWhatWasAskedAndNoMoreAfterwards() throws Exception {
        result(typeLine("plan"));
        var interrupted = new CountDownLatch(1);
        try (Person.Interruption ignored = editor.onInterrupt(interrupted::countDown)) {
            screen.type(Screen.CTRL_C);
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(result(typeLine("use env dev"))).isEqualTo(new Typed.Text("use env dev"));
    }

    @Test
    void historyKeepsWholeStatementsInAFileOfOnesOwnAndLeavesSecretsOut() throws Exception {
        CompletableFuture<Typed> typed = reading(false);
        screen.type("select 1", Screen.ENTER);
        screen.await("...>");
        screen.type("  as a;", Screen.ENTER);
        result(typed);
        result(typeLine("create secret s (type s3, key_id 'x', secret 'hush');"));

        Path file = home.resolve("vmsh/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(editor.history()).containsExactly("select 1\n  as a;");
        assertThat(Files.readString(file)).doesNotContain("hush");

        typed = reading(false);
        screen.type(Screen.UP, Screen.ENTER);
        assertThat(result(typed)).isEqualTo(new Typed.Text("select 1\n  as a;"));
    }

    @Test
    void whatWasTypedBeforeIsSuggestedAndTakenWithTheRightArrow() throws Exception {
        result(reading(true, "plan dev --auto-apply"));

        CompletableFuture<Typed> typed = reading(true);
        screen.type("pl");
        screen.await("the rest of the line, grey", text -> text.endsWith("duck:dev> plan dev --auto-apply"));
        screen.type(Screen.RIGHT, Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("plan dev --auto-apply"));
    }

    @Test
    void aQuestionTakesOneLineAndIsNotRemembered() throws Exception {
        result(typeLine("plan"));
        CompletableFuture<Optional<String>> answer = CompletableFuture.supplyAsync(() -> editor.ask("Go on? "));
        screen.await("Go on?");
        screen.type("select", Screen.ENTER);

        assertThat(answer.get(10, TimeUnit.SECONDS)).contains("select");
        assertThat(editor.history()).containsExactly("plan");
    }

    @Test
    void longTextGoesToThePagerAndQLeavesIt() throws Exception {
        result(typeLine("plan"));
        String text = "line\n".repeat(100);
        CompletableFuture<Boolean> shown = CompletableFuture.supplyAsync(() -> editor.show(text));
        screen.await("the pager's prompt", seen -> seen.contains("result") || seen.endsWith(":"));
        screen.type("q");

        assertThat(shown.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private CompletableFuture<Typed> reading(boolean coloured, String line) {
        CompletableFuture<Typed> typed = reading(coloured);
        screen.type(line, Screen.ENTER);
        return typed;
    }

    private CompletableFuture<Typed> typeLine(String line) {
        return reading(false, line);
    }
}
