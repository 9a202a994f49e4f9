package dev.vmsh.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.TestShell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that keep, repeat and watch what is typed. */
class SessionToolsTest {
    @TempDir
    Path folder;

    @Test
    void aRecordingIsAScriptThatRuns() throws Exception {
        TypedShell shell = TypedShell.started(folder, "--yes");
        shell.line("\\record monday.vmsh");
        shell.line("\\set n 3");
        shell.line("create table t as select :n as a;");
        shell.line("select nothing;");
        shell.line("drop table t;");
        shell.line("\\record");
        shell.line("echo not written");
        shell.leave();

        assertThat(folder.resolve("monday.vmsh")).hasContent("""
                -- A vmsh session of 2026-02-03T04:05:06Z. To do it again: vmsh --yes monday.vmsh
                use gateway warehouse
                use env prod
                \\set n 3
                create table t as select :n as a;
                -- failed: select nothing;
                drop table t;
                """);
        TestShell.Ran again = new TestShell(folder).run("--yes", "monday.vmsh");
        assertThat(again.code()).as(again.err()).isZero();
    }

    @Test
    void aRecordingDoesNotWriteOverAFile() throws Exception {
        Files.writeString(folder.resolve("mine.vmsh"), "echo mine\n");
        TypedShell shell = TypedShell.started(folder);

        shell.line("\\record mine.vmsh");

        shell.screen.await("is there already");
        assertThat(folder.resolve("mine.vmsh")).hasContent("echo mine\n");
        shell.leave();
    }

    @Test
    void aSavedQueryRunsAgainWithItsVariables() throws Exception {
        TypedShell shell = TypedShell.started(folder);
        shell.line("select 40 + 2 as answer;");
        shell.line("\\save answer");
        shell.line("\\save by_day select :'day' as day, :n as n;");
        shell.leave();

        TypedShell later = TypedShell.started(folder);
        later.line("\\run answer");
        later.screen.await("     42\n(1 row, ");
        later.line("\\run by_day day=monday n=7");
        later.screen.await(" monday | 7");
        later.line("echo :n");
        later.screen.await("\n:n\n");
        later.line("\\run answr");
        later.screen.await("Did you mean 'answer'?");
        later.line("\\save --delete answer");
        later.line("\\run");
        assertThat(later.screen.text()).endsWith("\\run\nby_day\nwarehouse:prod>");
        later.leave();
    }

    @Test
    void watchRepeatsUntilCtrlC() throws Exception {
        TypedShell shell = TypedShell.started(folder);
        shell.line("\\set n 0");
        shell.screen.type("watch 0.05 echo tick", Screen.ENTER);
        shell.screen.await("the screen of a second round", text -> text.startsWith("every 0.05 s: echo tick\ntick"));
        shell.screen.type(Screen.CTRL_C);
        shell.prompt();
        assertThat(shell.screen.text()).endsWith("\nwarehouse:prod>");
        shell.line("echo alive");
        shell.leave();
    }

    @Test
    void watchStopsAfterAsManyTimesAsAskedForAndWhereItFails() {
        var shell = new TestShell(folder);

        assertThat(shell.run("watch", "0", "--count", "2", "echo", "tick").out())
                .isEqualTo("tick\ntick\n");
        assertThat(shell.run("-c", "watch 0 --count 3 select nothing;").code()).isEqualTo(1);
        assertThat(shell.run("-c", "watch 1 echo tick").err()).contains("Give --count");
    }
}
