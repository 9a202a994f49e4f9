package dev.vmsh.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmsh.sql.Dialect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JinjaTest {
    private static final List<String> LIBRARIES = List.of(
            "{% macro cents(column) %}({{ column }} / 100){% endmacro %}\n\n",
            "{% macro both(a, b='x') -%}\n  {{ cents(a) }} + {{ cents(b) }}\n{%- endmacro %}",
            "{% macro broken() %}{{ nothing_like_it() }}{% endmacro %}");

    private final MacroScope scope = ExpansionFixtures.scope(Dialect.DUCKDB, "evaluating")
            .with(TimeVariables.of("start", Instant.parse("2024-03-01T00:00:00Z"), Dialect.DUCKDB))
            .with("gateway", new MacroValue.Text("local"))
            .withJinjaMacros(LIBRARIES)
            .withPhysicalTables(name -> name.equals("shop.orders") ? Optional.of("phys.orders__1") : Optional.empty());

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void templateBecomesPlainSql(ExpansionFixtures.Pair pair) {
        if (pair.fails()) {
            assertThatExceptionOfType(MacroException.class)
                    .isThrownBy(() -> new MacroExpander().expandJinja(pair.source(), scope))
                    .withMessageContaining(pair.expected());
        } else {
            assertThat(new MacroExpander().expandJinja(pair.source(), scope).sql())
                    .isEqualTo(pair.expected());
        }
    }

    static Stream<ExpansionFixtures.Pair> templates() {
        return ExpansionFixtures.read("jinja.txt").stream();
    }

    @Test
    void tellsWhatWasReadAndCalled() {
        Expansion expansion = new MacroExpander()
                .expandJinja("SELECT {{ var('s') }}, '{{ start_ds }}', {{ both('a') }}, @n, {{ var('gone') }}", scope);

        assertThat(expansion.variables()).containsExactlyInAnyOrder("s", "start_ds", "n", "gone");
        assertThat(expansion.calls()).containsExactlyInAnyOrder("jinja", "both", "cents");
    }

    @Test
    void anErrorSaysItsLineAndWhereThatBegins() {
        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() -> new MacroExpander().expandJinja("SELECT 1,\n  {{ nope(1) }}\n", scope))
                .withMessageContaining("line 2")
                .satisfies(failure -> assertThat(failure.offset()).isEqualTo(10));
    }

    @Test
    void anExpressionNestedTooDeeplyIsAnErrorWithItsLine() {
        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() -> new MacroExpander().expandJinja("SELECT\n{{ " + "[".repeat(20_000) + " }}", scope))
                .withMessageContaining("nested too deeply")
                .withMessageContaining("line ");
    }

    @Test
    void manyThreadsRenderAtOnce() {
        var expander = new MacroExpander();

        assertThat(IntStream.range(0, 400).parallel().mapToObj(i -> expander.expandJinja(
                                "{{ x }} {{ both('a" + i + "') }}", scope.with("x", text(i)))
                        .sql()))
                .containsExactlyElementsOf(IntStream.range(0, 400)
                        .mapToObj(i -> i + " (a" + i + " / 100) + (x / 100)")
                        .toList());
    }

    private static MacroValue text(int number) {
        return new MacroValue.Text(String.valueOf(number));
    }

    @Test
    void aBrokenMacroFileThatNobodyCallsDoesNotMatter() {
        MacroScope withBroken = scope.withJinjaMacros(List.of("{% macro m(a) %}", LIBRARIES.get(0)));

        assertThat(new MacroExpander()
                        .expandJinja("SELECT {{ cents('a') }}", withBroken)
                        .sql())
                .isEqualTo("SELECT (a / 100)");
    }

    @Test
    void yamlIsRenderedBeforeItIsRead() {
        var environment = Map.of("HOST", "db.example", "EMPTY", "");
        String yaml = """
                host: {{ env_var('HOST') }}
                port: {{ env_var('PORT', 5432) }}
                password: {{ env_var('PASSWORD') }}
                schema: dev_{{ user() }}
                {% if env_var('PASSWORD') %}secret: 1{% else %}secret: 0{% endif %}
                {% if env_var('PASSWORD') is none %}none: 1{% endif %}
                or: {{ env_var('PASSWORD') or 'fallback' }}
                """;

        assertThat(JinjaConfig.render(yaml, name -> Optional.ofNullable(environment.get(name)), "alice", Map.of()))
                .isEqualTo("""
                        host: db.example
                        port: 5432
                        password: None
                        schema: dev_alice
                        secret: 0
                        none: 1
                        or: fallback
                        """);
    }

    @Test
    void yamlWithoutJinjaComesBackAsItIs() {
        String yaml = "a: { b: 1 } # %} }}\n";

        assertThat(JinjaConfig.render(yaml, name -> Optional.empty(), "alice", Map.of()))
                .isSameAs(yaml);
    }

    @Test
    void aMistakeInYamlSaysItsLine() {
        assertThatExceptionOfType(MacroException.class)
                .isThrownBy(() ->
                        JinjaConfig.render("a: 1\nb: {{ env('X') }}\n", name -> Optional.empty(), "alice", Map.of()))
                .withMessageContaining("line 2");
    }

    @Test
    void numbersKeepTheirDigits() {
        MacroScope numbers = scope.with("big", new MacroValue.Number(new BigDecimal("1709251200000")))
                .with("half", new MacroValue.Number(new BigDecimal("0.5")));

        assertThat(new MacroExpander()
                        .expandJinja("{{ big }} {{ half }} {{ start_epoch }}", numbers)
                        .sql())
                .isEqualTo("1709251200000 0.5 1709251200.0");
    }
}
