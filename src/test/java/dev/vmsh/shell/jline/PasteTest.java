package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.Comforts;
import dev.vmsh.shell.LineEditor.Typed;
import dev.vmsh.shell.Prompt;
import dev.vmsh.shell.completion.Completion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pastes into the real line reader, as a terminal sends them: between two marks. */
@Timeout(60)
class PasteTest {
    private static final Prompt DEV = new Prompt("duck", "dev", false, false, Optional.empty(), List.of(), false);
    private static final String BEGIN = "\033[200~";
    private static final String END = "\033[201~";

    private static final Completion NOTHING = new Completion() {
        @Override
        public List<Candidate> at(String buffer, int cursor) {
            return List.of();
        }

        @Override
        public String tip(String buffer) {
            return "";
        }

        @Override
        public int wordStart(String buffer, int cursor) {
            return cursor;
        }
    };

    @TempDir
    Path home;

    private final Screen screen = new Screen(80, 24);
    private JLineEditor editor;

    private CompletableFuture<Typed> reading() {
        if (editor == null) {
            editor = new JLineEditor(
                    screen.terminal(),
                    () -> Set.of("plan", "echo"),
                    NOTHING,
                    true,
                    Map.of("XDG_STATE_HOME", home.toString()));
        }
        CompletableFuture<Typed> typed =
                CompletableFuture.supplyAsync(() -> editor.read(() -> DEV, Comforts.DEFAULT.withCompletion(false)));
        screen.await("the prompt", text -> text.endsWith("duck:dev>"));
        return typed;
    }

    private static Typed result(CompletableFuture<Typed> typed) throws Exception {
        return typed.get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        editor.close();
    }

    @Test
    void whatIsTooLongToEditIsThrownAwayAndWhatStoodThereIsLeft() throws Exception {
        CompletableFuture<Typed> typed = reading();
        screen.type("select 4");

        screen.type(BEGIN, "select day from weather where rain;\r".repeat(100_000), END, "2;", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("select 42;"));
        assertThat(editor.history()).containsExactly("select 42;");
        String text = screen.text().replace("\n", "");
        assertThat(text).contains("note: the 3,600,000 characters that were pasted are thrown away");
        assertThat(text).contains("Put them in a file and type 'source FILE'");
        assertThat(text).containsOnlyOnce("thrown away");

        typed = reading();
        screen.type("plan", Screen.ENTER);
        assertThat(result(typed)).isEqualTo(new Typed.Text("plan"));
    }

    @Test
    void manyPastesHoldTogetherNoMoreThanOne() throws Exception {
        CompletableFuture<Typed> typed = reading();
        String piece = "-".repeat(Paste.LONGEST - 10);

        screen.type("plan ", BEGIN, piece, END, BEGIN, "-".repeat(6), END, BEGIN, "-----", END, Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text("plan " + piece + "-----"));
    }

    /** Of more than is read ahead, with characters of every length in bytes and in UTF-16, some of them over the edge of a piece. */
    @Test
    void everyCharacterArrives() throws Exception {
        CompletableFuture<Typed> typed = reading();
        String line = "echo aé漢🦆, ";

        screen.type(BEGIN, line.repeat(6_000), END, BEGIN, "one\r\ntwo\rthree\n;", END, "four;", Screen.ENTER);

        assertThat(result(typed)).isEqualTo(new Typed.Text(line.repeat(6_000) + "one\ntwo\nthree\n;four;"));
    }

    @Test
    void ofAPasteThatCtrlCStopsNothingIsTakenForWhatIsTyped() throws Exception {
        CompletableFuture<Typed> typed = reading();

        screen.type(BEGIN, "select 1;\r".repeat(5_000), Screen.CTRL_C, "drop table precious;\r".repeat(5_000), END);

        assertThat(result(typed)).isEqualTo(new Typed.Abandoned());
        typed = reading();
        screen.type("plan", Screen.ENTER);
        assertThat(result(typed)).isEqualTo(new Typed.Text("plan"));
        assertThat(editor.history()).containsExactly("plan");
    }

    @Test
    void whatStoodThereOutlivesATerminalThatClosesInAPaste() throws Exception {
        CompletableFuture<Typed> typed = reading();
        screen.type("select precious", BEGIN, " from work;");
        screen.close();

        assertThat(result(typed)).isEqualTo(new Typed.Ended());
        editor.close();
        assertThat(home.resolve("vmsh/unsaved-" + ProcessHandle.current().pid()))
                .hasContent("select precious");
    }
}
