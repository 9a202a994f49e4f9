package dev.vmsh.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.UsageException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableDiffRequestTest {
    private static TableDiffRequest read(String words) {
        return TableDiffRequest.of(Arrays.asList(words.split(" ")), TableDiffOptions.EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "dev:prod, dev, prod, ''",
        "dev:prod shop.orders web.*, dev, prod, shop.orders web.*",
        "dev prod, dev, prod, ''",
        "shop.orders dev prod, dev, prod, shop.orders",
        "tag:sales dev prod, dev, prod, tag:sales",
        "dev:prod tag:sales, dev, prod, tag:sales",
        "'\"a:b\".t:\"c:d\".t', '\"a:b\".t', '\"c:d\".t', ''"
    })
    void aRequestIsReadInEveryOrder(String words, String source, String target, String models) {
        TableDiffRequest request = read(words);

        assertThat(request.source()).isEqualTo(source);
        assertThat(request.target()).isEqualTo(target);
        assertThat(String.join(" ", request.models())).isEqualTo(models);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "dev:", ":prod", "local|a.t:b.t"})
    void whatNamesNoTwoSidesIsRefused(String words) {
        assertThatThrownBy(() -> read(words)).isInstanceOf(UsageException.class);
    }

    @Test
    void tolerancesAreReadByColumn() {
        assertThat(TableDiffOptions.tolerances(List.of("price=0.01", "a=b=2")))
                .isEqualTo(Map.of("price", new BigDecimal("0.01"), "a=b", new BigDecimal("2")));
        assertThatThrownBy(() -> TableDiffOptions.tolerances(List.of("price")))
                .hasMessage("'price' is not a tolerance");
        assertThatThrownBy(() -> TableDiffOptions.tolerances(List.of("price=-1")))
                .hasMessage("'price=-1' is not a tolerance");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7, 0",
        "7, 7, 100",
        "1, 3, 33.33",
        "999999, 1000000, 99.99",
        "1, 1000000, 0.01",
        "1, 2, 50",
        "0, 0, 0"
    })
    void sharesAreNeverRoundedToAllOrNothing(long part, long whole, String percent) {
        assertThat(Counts.percent(part, whole, 2)).isEqualTo(percent);
    }
}
