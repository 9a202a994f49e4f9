package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Project;
import dev.vmsh.project.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    @TempDir
    Path folder;

    private Project project;

    /** {@code raw.t} is read by {@code a}, that by {@code b}, that by {@code c} and {@code other.d}. */
    @BeforeEach
    void aChainOfModels() {
        project = new TestProject(folder)
                .write("external_models.yaml", "- name: raw.t\n  columns: {x: INT}\n")
                .write("models/a.sql", "MODEL (name s.a, tags (Core, daily));\nSELECT x FROM raw.t")
                .write("models/b.sql", "MODEL (name s.b, tags core);\nSELECT x FROM s.a")
                .write("models/c.sql", "MODEL (name s.c_orders);\nSELECT x FROM s.b")
                .write("models/d.sql", "MODEL (name Other.D, tags (coast));\nSELECT x FROM s.b")
                .load();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "s.a > s.a",
                "S.A > s.a",
                "\"s\".\"a\" > s.a",
                "warehouse.s.a > s.a",
                "elsewhere.s.a > ''",
                "warehouse.* > ''",
                "other.d > other.d",
                "a > ''",
                "s.nothing > ''",
                "* > other.d raw.t s.a s.b s.c_orders",
                "s.* > s.a s.b s.c_orders",
                "*orders > s.c_orders",
                "*.d > other.d",
                "*ord* > s.c_orders",
                "s*s > s.c_orders",
                "+s.b > raw.t s.a s.b",
                "s.b+ > other.d s.b s.c_orders",
                "+s.b+ > other.d raw.t s.a s.b s.c_orders",
                "+*orders > raw.t s.a s.b s.c_orders",
                "tag:core > s.a s.b",
                "tag:CORE > s.a s.b",
                "tag:co* > other.d s.a s.b",
                "+tag:coast > other.d raw.t s.a s.b",
                "tag:nothing > ''",
                "s.a | s.b > s.a s.b",
                "s.* & tag:core > s.a s.b",
                "s.* & tag:core & ^s.a > s.b",
                "tag:core & s.b | other.d > other.d s.b",
                "^s.* > other.d raw.t",
                "^^s.a > s.a",
                "^(s.a | s.b) & s.* > s.c_orders",
                "(s.a | raw.t) > raw.t s.a",
                "(s.c_orders | raw.t) & s.* > s.c_orders",
                "(s.b)+ & other.* > other.d",
                "+(s.a) > raw.t s.a",
                "resource_type:model & s.a > s.a",
                "resource_type:audit > ''",
            })
    void whatAnExpressionChooses(String expression, String names) {
        assertThat(chosen(expression)).isEqualTo(names);
    }

    @Test
    void severalExpressionsAreJoinedByOr() {
        assertThat(chosen("s.a", "tag:coast")).isEqualTo("other.d s.a");
        assertThat(chosen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "s.a &", "& s.a", "s.a s.b", "(s.a", "s.a)", "()", "^", "+", "++s.a", "s.a | | s.b"})
    void whatIsNoExpressionIsToldByPlace(String expression) {
        assertThatThrownBy(() -> chosen(expression))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be read at character");
    }

    @ParameterizedTest
    @CsvSource({"path:models/a.sql, there is no selector", "resource_type:seed, is not a type of resource"})
    void anotherMethodIsRefused(String expression, String message) {
        assertThatThrownBy(() -> chosen(expression))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    private String chosen(String... expressions) {
        return Selector.select(List.of(expressions), project).stream()
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }
}
