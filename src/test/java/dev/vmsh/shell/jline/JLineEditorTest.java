package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.Comforts;
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
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JLineEditorTest {
    private static final Set<String> COMMANDS = Set.of("plan", "use", "\\timing");
    /** More than any kernel gives out. */
    private static final long DEAD = 99_999_999;

    private static final Prompt DEV = new Prompt("duck", "dev", false, false, Optional.empty(), List.of(), false);

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
        public String tip(String buffer) {
            return buffer.equals("plan ") ? "[ENV]" : "";
        }

        @Override
        public int wordStart(String buffer, int cursor) {
            return buffer.lastIndexOf(' ', cursor - 1) + 1;
        }
    };

    @TempDir
    Path home;

    private Screen screen = new Screen(80, 24);
    private JLineEditor editor;
    private Comforts comforts = Comforts.DEFAULT;

    private CompletableFuture<Typed> reading(boolean coloured) {
        return start(coloured, "duck:dev>");
    }

    private CompletableFuture<Typed> start(boolean coloured, String expected) {
        if (editor == null) {
            editor = new JLineEditor(
                    screen.terminal(), () -> COMMANDS, COMPLETION, coloured, Map.of("XDG_STATE_HOME", home.toString()));
        }
        CompletableFuture<Typed> typed = CompletableFuture.supplyAsync(() -> editor.read(() -> DEV, comforts));
        screen.await("the prompt", text -> text.endsWith(expected));
        return typed;
    }

    private static Typed result(CompletableFuture<Typed> typed) throws Exception {
        return typed.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        if (editor != null) {
            editor.close();
        }
    }

    @Test
    void aCommandEndsAtEnter() throws Exception {
        CompletableFuture<Typed> typed = reading(false);

        screen.type("plan dev", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("plan dev"));
    }

    @Test
    void aDumbTerminalShowsOnceWhatIsTyped() throws Exception {
        screen = new Screen(80, 24, "dumb");
        CompletableFuture<Typed> typed = reading(false);

        screen.type("select 1,", Screen.ENTER);
        screen.await("...>");
        screen.type("2;", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("select 1,\n2;"));
        assertThat(screen.text()).isEqualTo("duck:dev> select 1,\n...> 2;");
    }

    @Test
    void aTerminalWithoutASizeIsUsable() throws Exception {
        screen.terminal().setSize(new Size(0, 0));
        Terminals.sized(screen.terminal());
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
    @SuppressWarnings("try") // the interruption is only there to end
    void ctrlCBeforeAnythingCanBeStoppedStopsWhatComesNextAndAsksNoMore() throws Exception {
        result(typeLine("plan"));
        screen.type(Screen.CTRL_C);
        var interrupted = new CountDownLatch(1);
        try (Person.Interruption ignored = editor.onInterrupt(interrupted::countDown)) {
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(editor.interrupted()).isTrue();
        assertThat(editor.ask("Go on? ")).isEmpty();

        result(typeLine("use env dev"));
        assertThat(editor.interrupted()).isFalse();
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
    void whatACommandExpectsIsShownGreyAndIsNotTaken() throws Exception {
        CompletableFuture<Typed> typed = reading(true);
        screen.type("plan ");
        screen.await("the parameters, grey", text -> text.endsWith("duck:dev> plan [ENV]"));
        screen.type(Screen.RIGHT, Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("plan "));
    }

    @Test
    void lettersInTheirOrderFindAName() throws Exception {
        CompletableFuture<Typed> typed = reading(false);

        screen.type("select * from aits", Screen.TAB);
        screen.await("the name", text -> text.endsWith("from analytics.order_items"));
        screen.type(";", Screen.ENTER);

        assertThat(((Typed.Text) result(typed)).text().replace(" ;", ";"))
                .isEqualTo("select * from analytics.order_items;");
    }

    @Test
    void theKeysOfViMoveAndChange() throws Exception {
        comforts = Comforts.DEFAULT.withKeys(Comforts.Keys.VI);
        CompletableFuture<Typed> typed = reading(false);

        screen.type("plan dew");
        screen.await("plan dew");
        screen.type("\033", "r", "v", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("plan dev"));
    }

    @Test
    void aPasteOfManyStatementsIsReadAsOneAndKeptWhole() throws Exception {
        CompletableFuture<Typed> typed = reading(false);

        screen.type("\033[200~select 1;\nselect 2;\nselect 3;\033[201~", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("select 1;\nselect 2;\nselect 3;"));
        assertThat(editor.history()).containsExactly("select 1;\nselect 2;\nselect 3;");
    }

    @Test
    void whatWasSearchedInHistoryIsTaken() throws Exception {
        result(typeLine("plan dev --explain"));
        result(typeLine("use env dev"));

        CompletableFuture<Typed> typed = reading(false);
        screen.type("\022", "expl");
        screen.await("the entry that holds it", text -> text.contains("plan dev --explain"));
        screen.type(Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("plan dev --explain"));
    }

    @Test
    void bracketsCanBeSearchedInHistory() throws Exception {
        result(typeLine("select count(*) as days;"));
        result(typeLine("select 1;"));

        CompletableFuture<Typed> typed = reading(false);
        screen.type("\022", "t(*) as");
        screen.await("the entry that holds it", text -> text.contains("bck-i-search: t(*) as_"));
        screen.type(Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("select count(*) as days;"));
    }

    @Test
    void proseIsBrokenWhereATableGoesToThePager() throws Exception {
        result(typeLine("plan"));
        String wide = "long ".repeat(40) + "end\n";

        assertThat(editor.show(wide, true, new Comforts.Pager.BuiltIn())).isTrue();
        screen.await("all of it", text -> text.endsWith("end"));
        CompletableFuture<Boolean> shown =
                CompletableFuture.supplyAsync(() -> editor.show(wide, false, new Comforts.Pager.BuiltIn()));
        screen.await("the pager", text -> text.endsWith("result") || text.endsWith(":"));
        screen.type("q");
        assertThat(shown.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasBeingTypedOutlivesAShellThatWasKilled() throws Exception {
        Path dead = home.resolve("vmsh/unsaved-" + DEAD);
        Files.createDirectories(dead.getParent());
        Files.writeString(dead, "select precious");

        CompletableFuture<Typed> typed = start(false, "duck:dev> select precious");
        screen.type(" from work;", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("select precious from work;"));
        assertThat(dead).doesNotExist();
    }

    @Test
    void whatIsBeingTypedIsInAFileUntilItIsDone() throws Exception {
        Path file = home.resolve("vmsh/unsaved-" + ProcessHandle.current().pid());
        CompletableFuture<Typed> typed = reading(false);
        screen.type("select precious" + ", 1".repeat(600));
        screen.await("the file", text -> Files.exists(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        screen.type(";", Screen.ENTER);
        result(typed);
        screen.await("no file", text -> !Files.exists(file));
    }

    @Test
    void aTerminalThatClosesEndsTheShellAndKeepsWhatStoodThere() throws Exception {
        CompletableFuture<Typed> typed = reading(false);
        screen.type("select precious");
        screen.await("select precious");
        screen.close();

        assertThat(result(typed)).isEqualTo(new Typed.Ended());
        editor.close();
        assertThat(home.resolve("vmsh/unsaved-" + ProcessHandle.current().pid()))
                .hasContent("select precious");
    }

    @Test
    void aHistoryThatIsNotUtf8IsPutAsideAndTheShellStarts() throws Exception {
        Path file = home.resolve("vmsh/history");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '1', '\n', (byte) 0xc3, '\n'});

        assertThat(result(typeLine("plan dev"))).isEqualTo(new Typed.Text("plan dev"));
        assertThat(Files.readString(file)).contains("plan dev");
        assertThat(home.resolve("vmsh/history.unreadable")).exists();
    }

    @Test
    void aHistoryWithNowhereToGoIsToldOfAndTheShellStarts() throws Exception {
        Files.writeString(home.resolve("vmsh"), "a file where the folder should be");

        assertThat(result(typeLine("plan dev"))).isEqualTo(new Typed.Text("plan dev"));
        screen.await("what you type is not kept");
    }

    @Test
    void aPagerThatIsMissingIsToldOfAndReplaced() throws Exception {
        result(typeLine("plan"));
        CompletableFuture<Boolean> shown = CompletableFuture.supplyAsync(
                () -> editor.show("line\n".repeat(100), false, new Comforts.Pager.Program("no-such-pager -x")));
        screen.await("the pager of vmsh", seen -> seen.endsWith("result") || seen.endsWith(":"));
        screen.type("q");

        assertThat(shown.get(10, TimeUnit.SECONDS)).isTrue();
        screen.await("the pager 'no-such-pager -x' did not start");
    }

    @Test
    void withoutAPagerTextRunsThrough() throws Exception {
        result(typeLine("plan"));

        assertThat(editor.show("line\n".repeat(100) + "last\n", false, new Comforts.Pager.Off()))
                .isTrue();
        screen.await("last");
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
        CompletableFuture<Boolean> shown =
                CompletableFuture.supplyAsync(() -> editor.show(text, false, new Comforts.Pager.BuiltIn()));
        screen.await("the pager's prompt", seen -> seen.contains("result") || seen.endsWith(":"));
        screen.type("q");

        assertThat(shown.get(10, TimeUnit.SECONDS)).isTrue();
    }

    /** What looks at the project behind the prompt may be through at any moment: also at this one, when there is no line to redraw yet. */
    @Test
    void aPromptThatChangesBetweenBeingMadeAndBeingShownIsShownAsItIsThen() throws Exception {
        result(typeLine("plan"));
        Prompt changed = new Prompt("duck", "dev", false, true, Optional.empty(), List.of(), false);
        var now = new AtomicReference<>(DEV);

        CompletableFuture<Typed> typed = CompletableFuture.supplyAsync(() -> editor.read(
                () -> {
                    Prompt made = now.getAndSet(changed);
                    editor.prompt(changed);
                    return made;
                },
                comforts));

        screen.await("the star", text -> text.endsWith("duck:dev*>"));
        screen.type("plan", Screen.ENTER);
        assertThat(result(typed)).isEqualTo(new Typed.Text("plan"));
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
