package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.TestShell;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole shell, typed on a terminal in memory, over a real DuckDB. */
class InteractiveTest {
    private static final String PROMPT = "warehouse:prod>";

    @TempDir
    Path folder;

    private final Screen screen = new Screen(100, 40);

    private CompletableFuture<Integer> start(String... arguments) {
        Map<String, String> environment = Map.of("HOME", folder.toString(), "TERM", "xterm-256color");
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> new TestShell(folder)
                .interact(
                        (names, completion, coloured) ->
                                new JLineEditor(screen.terminal(), names, completion, coloured, environment),
                        environment,
                        arguments));
        awaitPrompt(PROMPT);
        return code;
    }

    private void awaitPrompt(String prompt) {
        screen.await("an empty prompt " + prompt, text -> text.endsWith(prompt));
    }

    private void leave(CompletableFuture<Integer> shell, int expected) throws Exception {
        screen.type("exit " + expected, Screen.ENTER);
        assertThat(shell.get(10, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @Test
    void aSessionOfSqlCommandsAndMistakes() throws Exception {
        CompletableFuture<Integer> shell = start();

        screen.type("select 42 as answer;", Screen.ENTER);
        screen.await(" answer\n--------\n     42\n(1 row, ");
        awaitPrompt(PROMPT);
        screen.type("select * from missing;", Screen.ENTER);
        screen.await("  select * from missing\n                ^");
        awaitPrompt(PROMPT);
        screen.type("use env dev --create", Screen.ENTER);
        awaitPrompt("warehouse:dev>");

        leave(shell, 4);
    }

    @Test
    void ctrlCCancelsTheStatementAndTheShellLivesOn() throws Exception {
        CompletableFuture<Integer> shell = start();

        screen.type("select count(*), sum(a.i * b.i) from range(1000000) a(i), range(1000000) b(i);", Screen.ENTER);
        Thread.sleep(500);
        screen.type(Screen.CTRL_C);
        screen.await("cancelled");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    @Test
    void aWriteInProdAsksFirst() throws Exception {
        CompletableFuture<Integer> shell = start();

        screen.type("create table t as select 1 as a;", Screen.ENTER);
        screen.await("Run it? [y/N]");
        screen.type("n", Screen.ENTER);
        screen.await("nothing was done");
        awaitPrompt(PROMPT);
        screen.type("create table t as select 1 as a;", Screen.ENTER);
        screen.await("a second question", text -> text.endsWith("Run it? [y/N]"));
        screen.type("y", Screen.ENTER);
        awaitPrompt(PROMPT);
        screen.type("select a from t;", Screen.ENTER);
        screen.await("(1 row, ");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    @Test
    @Timeout(20)
    void tablesAreCompletedFromWhatTheBackgroundReads() throws Exception {
        new TestShell(folder).run("--yes", "-c", "create schema s; create table s.orders as select 1 as order_id");
        CompletableFuture<Integer> shell = start();
        screen.type("select order_id from s.ord");
        while (!screen.text().contains("s.orders")) {
            screen.type(Screen.TAB);
            Thread.sleep(50);
        }
        screen.type(";", Screen.ENTER);
        screen.await("(1 row, ");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }
}
