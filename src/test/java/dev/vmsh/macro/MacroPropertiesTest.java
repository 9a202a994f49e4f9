package dev.vmsh.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.vmsh.sql.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What holds for every text. */
class MacroPropertiesTest {
    private static final List<String> PIECES = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "CASE",
            "WHEN",
            "END",
            "IN",
            "BETWEEN",
            "AS",
            "a",
            "b",
            "t",
            "x",
            "1",
            "2.5",
            "1e9",
            "'s'",
            "'@s'",
            "\"@s\"",
            "@s",
            "@n",
            "@lst",
            "@m",
            "@{s}",
            "@{n}_x",
            "a_@s",
            "@unknown",
            "@'@{s}'",
            "@IF(",
            "@EACH(",
            "@FILTER(",
            "@REDUCE(",
            "@AND(",
            "@OR(",
            "@SQL('",
            "@EVAL(",
            "@DEF(",
            "@STAR(",
            "@UNION(",
            "@PIVOT(",
            "@SAFE_ADD(",
            "@DEDUPLICATE(",
            "@DATE_SPINE(",
            "@GENERATE_SURROGATE_KEY(",
            "@RESOLVE_TEMPLATE(",
            "@WHERE(",
            "@JOIN(",
            "@LIMIT(",
            "@VAR(",
            "@HAVERSINE_DISTANCE(",
            "@WITH(",
            "(",
            ")",
            "[",
            "]",
            ",",
            ",",
            ")",
            ")",
            "->",
            "x ->",
            "(x, y) ->",
            ":=",
            "@",
            "@@",
            "@{",
            "}",
            "{",
            "'",
            "\"",
            "--",
            "\n",
            "/*",
            "*/",
            ";",
            ".",
            "+",
            "-",
            "*",
            "/",
            "%",
            "=",
            "::",
            "||",
            "$$",
            "é",
            "\uD83D\uDE00");

    private static final List<Dialect> DIALECTS = List.of(Dialect.values());

    @Test
    void anyTextExpandsOrIsRefusedWithAMacroException() {
        long seed = 20240301L;
        var random = new Random(seed);
        var expander = new MacroExpander();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int round = 0; round < 30_000; round++) {
                Dialect dialect = DIALECTS.get(random.nextInt(DIALECTS.size()));
                String text = text(random);
                try {
                    String first = expander.expand(text, ExpansionFixtures.scope(dialect, "evaluating"))
                            .sql();
                    String second = expander.expand(text, ExpansionFixtures.scope(dialect, "evaluating"))
                            .sql();
                    assertThat(second).isEqualTo(first);
                } catch (MacroException refused) {
                    assertThat(refused.offset()).isBetween(-1, text.length());
                    assertThat(refused.remedy()).as(refused.getMessage()).isNotBlank();
                } catch (RuntimeException | StackOverflowError wrong) {
                    fail("seed " + seed + ", round " + round + ", " + dialect + ": " + text, wrong);
                }
            }
        });
    }

    @Test
    void anyJinjaIsRenderedOrRefusedWithAMacroException() {
        var pieces = List.of(
                "{{",
                "}}",
                "{%",
                "%}",
                "{#",
                "#}",
                "for x in",
                "endfor",
                "if",
                "else",
                "endif",
                "set x =",
                "macro m(a)",
                "endmacro",
                "var('s')",
                "var(",
                ")",
                "(",
                "[1, 2]",
                "{'a': 1}",
                "x",
                "~",
                "|",
                "upper",
                "join(',')",
                ".upper()",
                ".format(",
                "'",
                "m(1)",
                "loop.index",
                "do",
                "raw",
                "endraw",
                "-",
                "+",
                "1",
                "/",
                "0",
                ",",
                "is none",
                "range(3)",
                "render('{{')");
        long seed = 7L;
        var random = new Random(seed);
        var expander = new MacroExpander();
        MacroScope scope = ExpansionFixtures.scope(Dialect.DUCKDB, "evaluating");
        for (int round = 0; round < 1500; round++) {
            var text = new StringBuilder(random.nextBoolean() ? "{{ " : "{% ");
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
            }
            text.append(random.nextBoolean() ? " }}" : " %}");
            try {
                expander.expandJinja(text.toString(), scope);
            } catch (MacroException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (RuntimeException | StackOverflowError wrong) {
                fail("seed " + seed + ", round " + round + ": " + text, wrong);
            }
        }
    }

    @Test
    void deepNestingIsRefusedAndDoesNotOverflow() {
        var expander = new MacroExpander();
        MacroScope scope = ExpansionFixtures.scope(Dialect.DUCKDB, "evaluating");

        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() -> expander.expand("@IF(TRUE, ".repeat(5000) + "1" + ")".repeat(5000), scope))
                .withMessageContaining("deep");
        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(
                        () -> expander.expand("@EVAL(" + "(".repeat(50_000) + "1" + ")".repeat(50_000) + ")", scope))
                .withMessageContaining("deep");
        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() -> expander.expand("@EVAL(" + "CASE WHEN ".repeat(5000) + ")", scope));
        assertThat(expander.expand("@EVAL(1" + " + 1".repeat(500) + ")", scope).sql())
                .isEqualTo("501");
    }

    @Test
    void aVariableThatRefersToItselfIsRefused() {
        MacroScope scope = MacroScope.empty(Dialect.DUCKDB).with("loop", new MacroValue.Sql("@loop"));

        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() -> new MacroExpander().expand("SELECT @loop", scope))
                .withMessageContaining("deep");
    }

    @Test
    void theExpansionTellsWhatItReadAndCalled() {
        var expander = new MacroExpander();
        MacroScope scope = ExpansionFixtures.scope(Dialect.DUCKDB, "evaluating");
        MacroScope defined = expander.expand("@DEF(k, @n)", scope).definitions();
        Expansion expansion = expander.expand("SELECT @K, @S, @EACH([1], i -> @i + @F), @VAR('flag')", defined);

        assertThat(expansion.variables()).containsExactlyInAnyOrder("s", "f", "flag");
        assertThat(expansion.calls()).containsExactlyInAnyOrder("each", "var");
    }

    @Test
    void anErrorPointsAtTheMacro() {
        MacroScope scope = ExpansionFixtures.scope(Dialect.DUCKDB, "evaluating");
        String sql = "SELECT 1,\n  @EACH([1], i -> @i + @flog)";

        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() -> new MacroExpander().expand(sql, scope))
                .satisfies(failure -> {
                    assertThat(sql.substring(failure.offset())).startsWith("flog");
                    assertThat(failure.remedy()).isEqualTo("Did you mean 'flag'?");
                });
    }

    @Test
    void anUnknownFunctionSaysThatPythonIsNotRun() {
        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() -> new MacroExpander().expand("SELECT @my_macro(1)", MacroScope.empty(Dialect.DUCKDB)))
                .satisfies(failure -> assertThat(failure.remedy()).contains("Python"));
    }

    @Test
    void namesAreFoundWithoutExpanding() {
        MacroNames names = MacroNames.in(
                "@DEF(z, 1); SELECT @a, @{B}_x, pre_@c, \"q_@d\", @'t @{e}', @VAR('f'), @SQL('@g + 1'), '@no', @my_fn (1, @h), @IF(",
                Dialect.DUCKDB);

        assertThat(names.variables()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(names.functions()).containsExactlyInAnyOrder("def", "var", "sql", "my_fn", "if");
        assertThat(MacroNames.builtIn())
                .contains("EACH", "DEF", "WHERE", "PIVOT")
                .isSorted();
    }

    @Test
    void everyBuiltInSaysHowItIsCalled() {
        for (String name : MacroNames.builtIn()) {
            assertThat(MacroNames.usage(name)).as(name).hasValueSatisfying(usage -> assertThat(usage)
                    .startsWith("@" + name + "(")
                    .endsWith(")"));
        }
        assertThat(MacroNames.usage("nope")).isEmpty();
    }

    private static String text(Random random) {
        var out = new StringBuilder();
        int length = 1 + random.nextInt(25);
        for (int i = 0; i < length; i++) {
            out.append(PIECES.get(random.nextInt(PIECES.size())));
            out.append(random.nextInt(4) == 0 ? "" : " ");
        }
        return out.toString();
    }
}
