package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.TestShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        screen.await("a prompt", text -> text.matches("(?s).*warehouse:\\w+>$"));
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
        screen.await("; Ctrl-C cancels");
        screen.type(Screen.CTRL_C);
        screen.await("cancelled");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    /** The statement may not have been sent yet, or not even be read. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 10, 20, 40, 80, 160})
    void ctrlCAtAnyMomentAfterEnterEndsTheStatement(int milliseconds) throws Exception {
        CompletableFuture<Integer> shell = start();
        screen.type("select count(*), sum(a.i * b.i) from range(1000000) a(i), range(1000000) b(i);", Screen.ENTER);
        CompletableFuture.runAsync(
                        () -> screen.type(Screen.CTRL_C),
                        CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS))
                .get(10, TimeUnit.SECONDS);
        awaitPrompt(PROMPT);
        screen.type("select 42 as alive;", Screen.ENTER);
        screen.await("    42\n(1 row, ");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    @Test
    void ctrlCAtAQuestionDoesNothingOfWhatWasAsked() throws Exception {
        CompletableFuture<Integer> shell = start();
        screen.type("create table t as select 1 as a; select 'went on';", Screen.ENTER);
        screen.await("Run it? [y/N]");
        screen.type(Screen.CTRL_C);
        screen.await("the end of the whole line", text -> text.endsWith("nothing was done\ncancelled\n" + PROMPT));

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
        screen.type("drop table t;", Screen.ENTER);
        screen.await("a word instead of a yes", text -> text.endsWith("Type 'prod' to go on:"));
        screen.type("y", Screen.ENTER);
        screen.await("the prompt after it", text -> text.endsWith("nothing was done\n" + PROMPT));
        screen.type("select a from t;", Screen.ENTER);
        screen.await("(1 row, ");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingHoldsTheDatabaseAtThePromptAfterASlipOfTheFingers() throws Exception {
        CompletableFuture<Integer> shell = start();
        screen.type("selct 1;", Screen.ENTER);
        screen.await("error: ");
        awaitPrompt(PROMPT);

        screen.await("the file to be closed", text -> !holdsOpen("warehouse.duckdb"));

        leave(shell, 0);
    }

    private static boolean holdsOpen(String name) {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(each -> leadsTo(each, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leadsTo(Path link, String name) {
        try {
            return Files.readSymbolicLink(link).endsWith(name);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    @Test
    void theFirstSettingSaysThatItKeepsTheFileFromOthers() throws Exception {
        CompletableFuture<Integer> shell = start();
        screen.type("set threads = 2;", Screen.ENTER);
        screen.await("note: to keep this setting the shell keeps its database file open");
        awaitPrompt(PROMPT);
        screen.type("status", Screen.ENTER);
        screen.await("connection kept for  settings of this session");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    /** They are nobody else's, so prod asks nothing. */
    @Test
    void temporaryObjectsSayThatTheyKeepTheFileFromOthers() throws Exception {
        CompletableFuture<Integer> shell = start();
        screen.type("create temp table mine as select 7 as seven;", Screen.ENTER);
        screen.await("note: to keep temporary objects the shell keeps its database file open");
        awaitPrompt(PROMPT);
        screen.type("drop table mine;", Screen.ENTER);
        screen.await("a word", text -> text.endsWith("Type 'prod' to go on:"));
        screen.type("prod", Screen.ENTER);
        awaitPrompt(PROMPT);
        screen.await("the file to be closed", text -> !holdsOpen("warehouse.duckdb"));

        leave(shell, 0);
    }

    @Test
    void temporaryTablesLiveFromOneStatementToTheNext() throws Exception {
        CompletableFuture<Integer> shell = start("-e", "dev");
        screen.type("use env dev --create", Screen.ENTER);
        awaitPrompt("warehouse:dev>");
        screen.type("create temp table mine as select 7 as seven;", Screen.ENTER);
        awaitPrompt("warehouse:dev>");
        screen.type("select seven from mine;", Screen.ENTER);
        screen.await("(1 row, ");

        leave(shell, 0);
    }

    @Test
    void whoReadsAModelThatTheEnvironmentDoesNotHaveIsToldToPlan() throws Exception {
        TypedShell shell = TypedShell.start(
                new TestShell(folder).fromFiles().file("models/orders.sql", "MODEL (name s.orders); SELECT 1 AS id"),
                Map.of());
        shell.prompt();
        shell.screen.type("select id from s.orders;", Screen.ENTER);
        shell.screen.await("s.orders is a model of the project that prod does not have: type 'plan'");
        shell.prompt();
        shell.leave();
    }

    @Test
    void thePromptFollowsAPlan() throws Exception {
        TypedShell shell = TypedShell.start(
                new TestShell(folder).fromFiles().file("models/orders.sql", "MODEL (name s.orders); SELECT 1 AS id"),
                Map.of());
        shell.screen.await("that the files differ", text -> text.endsWith("warehouse:prod*>"));
        shell.screen.type("plan --auto-apply", Screen.ENTER);
        shell.screen.await(
                "nothing that differs", text -> text.contains("prod is ready") && text.endsWith("warehouse:prod>"));
        shell.leave();
    }

    @Test
    void aCommandThatIsNearlyRightIsToldSoAtOnce() throws Exception {
        CompletableFuture<Integer> shell = start();
        screen.type("plna dev", Screen.ENTER);
        screen.await("error: 'plna' is neither a command nor SQL\n  Did you mean 'plan'?");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    @Test
    void conditionsWorkAtThePromptToo() throws Exception {
        CompletableFuture<Integer> shell = start();
        screen.type("\\if false", Screen.ENTER, "echo one", Screen.ENTER, "\\else", Screen.ENTER);
        screen.await("left out");
        screen.type("echo two", Screen.ENTER);
        screen.await("two", text -> text.contains("\ntwo\n") && !text.contains("\none\n"));
        screen.type("\\endif", Screen.ENTER);
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    @Test
    @Timeout(20)
    void tablesAreCompletedFromWhatTheBackgroundReads() throws Exception {
        new TestShell(folder).run("--yes", "-c", "create schema s; create table s.orders as select 1 as order_id");
        CompletableFuture<Integer> shell = start();
        completed("select order_id from s.ord", "s.orders");
        screen.type(";", Screen.ENTER);
        screen.await("(1 row, ");
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    @Test
    @Timeout(20)
    void functionsAndKeywordsAreThoseOfTheEngine() throws Exception {
        CompletableFuture<Integer> shell = start();
        completed("select list_distin", "select list_distinct");
        screen.type(Screen.CTRL_C);
        awaitPrompt(PROMPT);
        completed("pivot_w", "pivot_wider");
        screen.type(Screen.CTRL_C);
        awaitPrompt(PROMPT);

        leave(shell, 0);
    }

    /** Presses Tab until what is known behind the prompt is enough. */
    private void completed(String typed, String expected) throws InterruptedException {
        screen.type(typed);
        while (!screen.text().contains(expected)) {
            screen.type(Screen.TAB);
            Thread.sleep(50);
        }
    }
}
