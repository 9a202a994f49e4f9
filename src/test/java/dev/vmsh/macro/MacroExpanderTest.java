package dev.vmsh.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MacroExpanderTest {
    private static final List<String> FILES = List.of(
            "positions.sql",
            "conditions.sql",
            "lists.sql",
            "functions.sql",
            "clauses.sql",
            "gaps.sql",
            "definitions.sql");

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void sourceBecomesPlainSql(ExpansionFixtures.Pair pair) {
        MacroScope scope = ExpansionFixtures.scope(pair.dialect(), pair.stage());
        if (pair.fails()) {
            assertThatExceptionOfType(MacroException.class)
                    .isThrownBy(() -> ExpansionFixtures.expand(pair.source(), scope))
                    .withMessageContaining(pair.expected());
        } else {
            assertThat(ExpansionFixtures.expand(pair.source(), scope)).isEqualTo(pair.expected());
        }
    }

    static Stream<ExpansionFixtures.Pair> pairs() {
        return FILES.stream().flatMap(file -> ExpansionFixtures.read(file).stream());
    }
}
