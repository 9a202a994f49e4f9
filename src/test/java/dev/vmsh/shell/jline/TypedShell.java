package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.TestShell;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The whole shell on a terminal in memory, over a real DuckDB, with somebody who types. */
final class TypedShell {
    final Screen screen;
    private final CompletableFuture<Integer> code;

    private TypedShell(Screen screen, CompletableFuture<Integer> code) {
        this.screen = screen;
        this.code = code;
    }

    /**
     * Starts it, and does not wait for anything.
     *
     * @param folder the project, and the home of whoever types
     * @param variables of the process, besides HOME and TERM
     */
    static TypedShell start(Path folder, Map<String, String> variables, String... arguments) {
        return start(new TestShell(folder), variables, arguments);
    }

    /** The same, of a shell that is set up already. */
    static TypedShell start(TestShell shell, Map<String, String> variables, String... arguments) {
        var environment = new HashMap<>(Map.of("HOME", shell.folder().toString(), "TERM", "xterm-256color"));
        environment.putAll(variables);
        var screen = new Screen(100, 40);
        return new TypedShell(
                screen,
                CompletableFuture.supplyAsync(() -> shell.interact(
                        (names, completion, coloured) ->
                                new JLineEditor(screen.terminal(), names, completion, coloured, environment),
                        environment,
                        arguments)));
    }

    /** At its first prompt. */
    static TypedShell started(Path folder, String... arguments) {
        TypedShell shell = start(folder, Map.of(), arguments);
        shell.prompt();
        return shell;
    }

    /** Waits until a prompt is there with nothing typed behind it. */
    TypedShell prompt() {
        screen.await("an empty prompt", text -> text.matches("(?s).*warehouse:[\\w*]+>$"));
        return this;
    }

    /** Types a line, and waits for the next prompt. */
    TypedShell line(String line) {
        screen.type(line);
        screen.await("what was typed: " + line, text -> text.substring(Math.max(0, text.lastIndexOf("warehouse:")))
                .contains(line.strip()));
        screen.type(Screen.ENTER);
        return prompt();
    }

    void leave() throws Exception {
        screen.type("exit", Screen.ENTER);
        assertThat(code.get(10, TimeUnit.SECONDS)).isZero();
    }

    /** How it ended. */
    int ended() throws Exception {
        return code.get(10, TimeUnit.SECONDS);
    }
}
