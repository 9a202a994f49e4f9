package dev.vmsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.TestShell.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmshTest {
    @TempDir
    Path folder;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(folder);
    }

    @Test
    void oneStatementPrintsATable() {
        Ran ran = shell.run("-c", "select 1 as id, 'a' as name");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("""
                 id | name
                ----+------
                  1 | a
                (1 row)
                """);
        assertThat(ran.code()).isZero();
    }

    @Test
    void theGatewayMayComeFromTheEnvironmentUnlessAnOptionNamesOne() {
        shell.environment("SQLMESH_GATEWAY", "elsewhere");

        assertThat(shell.run("-c", "select 1").err()).contains("elsewhere");
        assertThat(shell.run("-g", "warehouse", "-c", "select 1").err()).isEmpty();
        assertThat(shell.environment("SQLMESH_GATEWAY", "Warehouse")
                        .run("-c", "select 1")
                        .err())
                .isEmpty();
    }

    @Test
    void textsAndFilesRunInTheOrderGiven() {
        shell.file("b.vmsh", "echo b\n");

        assertThat(shell.run("-c", "echo a", "-f", "b.vmsh", "-c", "echo c").out())
                .isEqualTo("a\nb\nc\n");
    }

    @Test
    void jsonIsExactAndAlone() {
        Ran ran = shell.run("--format", "json", "-c", """
                select 0.01::decimal(12,2) as price, 9223372036854775807 as big, 'x' as a, 2 as a, [1, 2] as list,
                  {'k': date '2026-01-31'} as struct, timestamp '2026-01-31 10:00:00' as at, 'nan'::double as nan, null as nothing,
                  170141183460469231731687303715884105727::hugeint as huge, 0.1::double as tenth
                """);

        assertThat(ran.out()).isEqualTo("""
                [
                {"price":0.01,"big":9223372036854775807,"a":"x","a_1":2,"list":[1,2],"struct":{"k":"2026-01-31"},\
                "at":"2026-01-31T10:00:00","nan":"NaN","nothing":null,"huge":170141183460469231731687303715884105727,"tenth":0.1}
                ]
                """);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void globalOptionsMayStandBehindTheCommand() {
        assertThat(shell.run("fetchdf", "select 1 as a", "--format", "csv").out())
                .isEqualTo("a\n1\n");
        assertThat(shell.run("--format", "csv", "fetchdf", "select 1 as a").out())
                .isEqualTo("a\n1\n");
    }

    @Test
    void aScriptStopsAtTheFirstFailureAndNamesItsLine() {
        shell.file("job.vmsh", "echo one\n\nselect * from\n  missing;\necho two\n");

        Ran ran = shell.run("job.vmsh");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo("one\n");
        assertThat(ran.err()).startsWith("job.vmsh:3: error: Catalog Error").contains("    missing\n    ^\n");
    }

    @Test
    void aScriptGoesOnAfterAFailureIfAsked() {
        shell.file("job.vmsh", "select * from missing;\necho two\n");

        Ran ran = shell.run("--continue-on-error", "job.vmsh");

        assertThat(ran.out()).isEqualTo("two\n");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void anErrorIsJsonWhereResultsAre() {
        shell.file("job.vmsh", "\n\nuse env nowhere\n");

        Ran ran = shell.run("--format", "json", "job.vmsh");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("""
                {"error":"there is no environment 'nowhere'","remedy":"Create it with 'plan nowhere', or 'use env nowhere --create'","file":"job.vmsh","line":3}
                """);
    }

    @Test
    void standardInputIsAScriptWithoutPrompts() {
        shell.input("select 1 as a; -- done\nselect 2 as b");

        assertThat(shell.run("--format", "csv").out()).isEqualTo("a\n1\nb\n2\n");
    }

    @Test
    void aStatementTooLongToBeReadIsRefusedBeforeItIs() {
        shell.input("select 1 as a;\nselect '" + "x".repeat(17 * 1024 * 1024) + "' as b;");

        TestShell.Ran ran = shell.run("--format", "csv");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEqualTo("a\n1\n");
        assertThat(ran.err()).contains("<stdin>:2").contains("is too long").contains("Put its data into a file");
    }

    /** Letters of another encoding would be read as others, and be written so. */
    @Test
    void standardInputThatIsNotUtf8IsRefusedAsAWhole() {
        shell.input("create table t as select 'caf\u00e9' as a; select 1;".getBytes(StandardCharsets.ISO_8859_1));

        TestShell.Ran ran = shell.run("--yes");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("standard input is not UTF-8 text").contains("iconv");
    }

    @Test
    void whatIsNoSqlIsNotToldHowItsNamesWereRead() {
        assertThat(shell.run("-c", "select frm weather.daily").err())
                .startsWith("error: Parser Error")
                .doesNotContain("note: ");
    }

    @Test
    void aStatementThatHoldsANulIsRefused() {
        shell.input("select 1\000 as a;");

        TestShell.Ran ran = shell.run();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("<stdin>:1").contains("NUL");
    }

    @Test
    void ofALongLineTheErrorShowsWhatIsAroundThePlace() {
        TestShell.Ran ran = shell.run("-c", "select " + "1, ".repeat(500) + "nonsense, " + "2, ".repeat(500) + "3");

        assertThat(ran.err()).contains("  ... ").hasSizeLessThan(600);
    }

    @Test
    void whatIsNoTextIsRefusedInOneShortMessage() {
        shell.input("\177ELF\002\001\000\000\ufffd\ufffd\000;\000\033[31m\000");

        TestShell.Ran ran = shell.run();

        assertThat(ran.code()).isNotZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).hasSizeLessThan(1000).contains("<stdin>:1").doesNotContain("\033", "\000");
    }

    @Test
    void variablesAreQuotedAsInPsql() {
        shell.file("job.vmsh", """
                \\set day 2026-01-31
                \\set col "odd name"
                select :'day'::date as :"col", '::int'::varchar as ":day", 5::int as n;
                echo :day :missing
                """);

        assertThat(shell.run("--format", "csv", "-D", "x=1", "job.vmsh").out())
                .isEqualTo("odd name,:day,n\n2026-01-31,::int,5\n2026-01-31 :missing\n");
    }

    @Test
    void conditionsChooseWhatRuns() {
        shell.file("job.vmsh", """
                \\if :{?full}
                  echo full
                \\elif :quick
                  echo quick
                  \\if false
                    select broken from;
                  \\else
                    echo nested
                  \\endif
                \\else
                  echo neither
                \\endif
                """);

        assertThat(shell.run("-D", "quick=on", "job.vmsh").out()).isEqualTo("quick\nnested\n");
        assertThat(shell.run("-D", "full=1", "job.vmsh").out()).isEqualTo("full\n");
    }

    @Test
    void unknownWordsGetASuggestionAndExitCode2() {
        Ran ran = shell.run("modls");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("error: 'modls' is not a command\n  Did you mean 'models'?\n");

        assertThat(shell.run("models", "--knd", "FULL").err()).contains("Did you mean '--kind'?");
        assertThat(shell.run("--fromat", "csv").err()).contains("Did you mean '--format'?");
        assertThat(shell.run("--format", "xml", "-c", "select 1").code()).isEqualTo(2);
    }

    @Test
    void aWriteInProdNeedsAYesAndAReadOnlySessionRefusesIt() {
        Ran refused = shell.run("-c", "create table t as select 1 as a");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--yes");

        assertThat(shell.run("--yes", "-c", "create table t as select 1 as a; select * from t")
                        .code())
                .isZero();
        assertThat(shell.run("--yes", "--read-only", "-c", "drop table t").err())
                .contains("read-only");
    }

    @Test
    void helpNeedsNoProject() {
        Ran ran = new TestShell(folder).run("--help");

        assertThat(ran.out())
                .contains("--continue-on-error")
                .contains("environments")
                .contains("\\timing");
        assertThat(shell.run("help", "use", "env").out()).contains("Example: use env dev --create");
    }

    @Test
    void exitEndsAScriptWithItsCode() {
        assertThat(shell.run("-c", "echo a\nexit 7\necho b")).isEqualTo(new Ran(7, "a\n", ""));
    }

    @Test
    void settingsChangeWhatFollows() {
        shell.file("job.vmsh", """
                \\format csv
                select 1 as a;
                \\format table
                \\x on
                select 2 as a;
                \\x off
                \\limit 1
                select * from range(3) t(n);
                \\watch 0 --count 2
                \\resolve select ';' as a
                \\set word "it's"
                \\set
                \\unset word
                echo :word
                \\o out.csv
                \\format csv
                select 3 as a;
                \\o
                \\format
                """);

        Ran ran = shell.run("job.vmsh");

        assertThat(ran.out()).isEqualTo("""
                a
                1
                -[ row 1 ]------------------------------
                a | 2
                (1 row)
                 n
                ---
                 0
                (first 1 row, there are more: \\limit 0 shows all)
                 n
                ---
                 0
                (first 1 row, there are more: \\limit 0 shows all)
                 n
                ---
                 0
                (first 1 row, there are more: \\limit 0 shows all)
                select ';' as a
                word = 'it's'
                :word
                csv
                """);
        assertThat(folder.resolve("out.csv")).hasContent("a\n3\n");
    }

    @Test
    void fetchdfTakesAGatewayOrAnEnvironmentAndSqlWithOrWithoutQuotes() {
        assertThat(shell.run("fetchdf", "--gateway", "warehouse", "select 1 as a", "--format", "csv")
                        .out())
                .isEqualTo("a\n1\n");
        assertThat(shell.run("--format", "csv", "-c", "fetchdf -g prod select 'x' as a")
                        .err())
                .contains("there is no gateway or environment 'prod'");
        assertThat(shell.run("--format", "csv", "-c", "fetchdf select 'x  y' as a")
                        .out())
                .isEqualTo("a\nx  y\n");
    }

    @Test
    void describeFallsBackToTheDatabase() {
        Ran ran = shell.run("--format", "csv", "--yes", "-c", "create table t as select 1 as a; describe t");

        assertThat(ran.out()).contains("a,INTEGER");
        assertThat(shell.run("--format", "csv", "-c", "\\d t").out()).isEqualTo("column,type\na,INTEGER\n");
    }

    @Test
    void scriptsSourceEachOtherButNotForEver() {
        shell.file("a.vmsh", "echo a\nsource b.vmsh\n")
                .file("b.vmsh", "echo b\nselect nonsense;\n")
                .file("c.vmsh", "source c.vmsh\n");

        Ran ran = shell.run("a.vmsh");

        assertThat(ran.out()).isEqualTo("a\nb\n");
        assertThat(ran.err()).startsWith("b.vmsh:2: error:").doesNotContain("a.vmsh");
        assertThat(shell.run("c.vmsh").err()).contains("Look for a circle");
    }

    @Test
    void aTransactionLastsOverStatements() {
        Ran ran = shell.run(
                "--yes",
                "--format",
                "csv",
                "-c",
                "create table t(a int); begin; insert into t values (1); rollback; select count(*) as n from t");

        assertThat(ran.out()).isEqualTo("n\n0\n");
    }

    @Test
    void withoutAProjectTheErrorSaysHowToMakeOne() {
        Path empty = folder.resolve("config.yaml");
        assertThat(empty.toFile().delete()).isTrue();

        assertThat(shell.run("models").err()).contains("vmsh init DIR");
        assertThat(shell.run("models").code()).isEqualTo(1);
    }
}
