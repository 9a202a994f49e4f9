package dev.vmsh.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInAuditsTest {
    private static String query(String name, Map<String, String> arguments) {
        return BuiltInAudits.query(new AuditCall(name, arguments, null), Dialect.DUCKDB, "t")
                .orElseThrow();
    }

    @Test
    void everyAuditHasATwinThatDoesNotBlock() {
        assertThat(BuiltInAudits.names()).hasSize(58).contains("not_null", "not_null_non_blocking");
        assertThat(BuiltInAudits.blocking(new AuditCall("not_null", Map.of(), null)))
                .isTrue();
        assertThat(BuiltInAudits.blocking(new AuditCall("not_null_non_blocking", Map.of(), null)))
                .isFalse();
    }

    @Test
    void aUseCanSayWhetherItBlocks() {
        assertThat(BuiltInAudits.blocking(new AuditCall("not_null", Map.of(), false)))
                .isFalse();
        assertThat(BuiltInAudits.blocking(new AuditCall("not_null_non_blocking", Map.of(), true)))
                .isTrue();
    }

    @Test
    void otherNamesAreNoneOfItsBusiness() {
        assertThat(BuiltInAudits.query(new AuditCall("mine", Map.of(), null), Dialect.DUCKDB, "t"))
                .isEmpty();
        assertThat(BuiltInAudits.contains("mine")).isFalse();
    }

    @Test
    void anUnknownAuditIsAnsweredWithTheNearestName() {
        assertThat(BuiltInAudits.unknown("not_nul", List.of()).remedy()).isEqualTo("Did you mean not_null?");
        assertThat(BuiltInAudits.unknown("my_audt", List.of("my_audit")).remedy())
                .isEqualTo("Did you mean my_audit?");
        assertThat(BuiltInAudits.unknown("qqq", List.of()).remedy()).contains("audits folder");
    }

    @Test
    void anUnknownArgumentIsRefused() {
        assertThatThrownBy(() -> query("not_null", Map.of("columns", "a", "colunms", "b")))
                .isInstanceOfSatisfying(VmshException.class, e -> {
                    assertThat(e).hasMessage("Audit not_null has no argument colunms");
                    assertThat(e.remedy()).isEqualTo("Did you mean columns?");
                });
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertThatThrownBy(() -> query("accepted_values", Map.of("column", "a")))
                .isInstanceOfSatisfying(VmshException.class, e -> {
                    assertThat(e).hasMessage("Audit accepted_values needs the argument is_in");
                    assertThat(e.remedy()).isEqualTo("Write accepted_values(column := ..., is_in := ...)");
                });
    }

    @Test
    void argumentsOfTheWrongSortAreRefused() {
        assertThatThrownBy(() -> query("number_of_rows", Map.of("threshold", "many")))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> query("accepted_range", Map.of("column", "a", "inclusive", "1")))
                .hasMessageContaining("inclusive");
        assertThatThrownBy(() -> query("not_null", Map.of("columns", "()"))).hasMessageContaining("empty");
    }

    @Test
    void aListIsSplitAtItsOwnCommasOnly() {
        assertThat(query("not_null", Map.of("columns", "(coalesce(a, b), \"x,y\")")))
                .contains("(coalesce(a, b)) IS NULL OR (\"x,y\") IS NULL");
        assertThat(query("not_null", Map.of("columns", "(a) || (b)"))).contains("((a) || (b)) IS NULL");
    }

    @Test
    void patternsAreAskedForInTheEnginesWords() {
        var call = new AuditCall("match_regex_pattern_list", Map.of("column", "a", "patterns", "('x')"), null);

        assertThat(BuiltInAudits.query(call, Dialect.DUCKDB, "t").orElseThrow()).contains("REGEXP_MATCHES((a), 'x')");
        assertThat(BuiltInAudits.query(call, Dialect.POSTGRES, "t").orElseThrow())
                .contains("(a) ~ 'x'");
        assertThat(BuiltInAudits.query(call, Dialect.TRINO, "t").orElseThrow()).contains("REGEXP_LIKE((a), 'x')");
    }
}
