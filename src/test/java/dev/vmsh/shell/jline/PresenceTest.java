package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.TestShell;
import dev.vmsh.work.Identity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who else has a shell open in an environment. */
class PresenceTest {
    private static final Identity BOB = new Identity("bob", "laptop", 7);

    @TempDir
    Path folder;

    @BeforeEach
    void anEnvironment() {
        TestShell.Ran plan = new TestShell(folder).run("plan", "dev", "--auto-apply", "--no-prompts");
        assertThat(plan.code()).as(plan.err()).isZero();
    }

    private TypedShell shell(Identity who, String... arguments) {
        return TypedShell.start(new TestShell(folder).as(who), Map.of(), arguments);
    }

    private static void awaitPrompt(TypedShell shell, String prompt) {
        shell.screen.await("the prompt " + prompt, text -> text.endsWith(prompt));
    }

    /** Shells look around behind what is typed, so a few commands may pass before they see each other. */
    private static void commandsUntil(TypedShell shell, String prompt) {
        for (int i = 1; i <= 100; i++) {
            String answer = "answer_" + i;
            shell.screen.type("select 1 as " + answer + ";", Screen.ENTER);
            String screen = shell.screen.await(
                    answer, text -> text.matches("(?s).*\\n +" + answer + "\\n.*warehouse:[^\\n]*>$"));
            if (screen.endsWith(prompt)) {
                return;
            }
        }
        throw new AssertionError("never seen: " + prompt);
    }

    @Test
    void anIdleShellIsSeenByTheOthersOfItsEnvironment() throws Exception {
        TypedShell ana = shell(new Identity("ana", "box", 1), "--env", "dev");
        awaitPrompt(ana, "warehouse:dev>");
        TypedShell bob = shell(BOB, "--env", "dev");
        awaitPrompt(bob, "warehouse:dev>");

        commandsUntil(bob, "warehouse:dev +ana>");
        commandsUntil(ana, "warehouse:dev +bob>");
        bob.screen.type("status", Screen.ENTER);
        bob.screen.await("others", text -> text.matches("(?s).*\\nothers +ana@box since .*"));

        bob.screen.type("use env prod", Screen.ENTER);
        commandsUntil(bob, "warehouse:prod>");
        commandsUntil(ana, "warehouse:dev>");
        bob.leave();
        ana.leave();
    }

    @Test
    void whoMayOnlyReadIsNotShown() throws Exception {
        TypedShell bob = shell(BOB, "--env", "dev", "--read-only");
        awaitPrompt(bob, "warehouse:dev>");
        bob.line("select 1;");

        TestShell.Ran status = new TestShell(folder).run("--env", "dev", "status", "--format", "json");
        assertThat(status.out()).contains("\"others\":[]");
        bob.leave();
    }

    @Test
    void aShellKeepsNobodyFromPlanning() throws Exception {
        TypedShell bob = shell(BOB, "--env", "dev");
        awaitPrompt(bob, "warehouse:dev>");
        bob.line("select 1;");

        TestShell.Ran plan = new TestShell(folder).run("plan", "dev", "--auto-apply", "--no-prompts");
        assertThat(plan.code()).as(plan.err()).isZero();
        TestShell.Ran environments = new TestShell(folder).run("environments");
        assertThat(environments.out()).doesNotContain("bob");
        TestShell.Ran doctor = new TestShell(folder).run("doctor");
        assertThat(doctor.out() + doctor.err()).doesNotContain("left it behind");
        bob.leave();
    }
}
