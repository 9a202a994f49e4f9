package dev.vmsh.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNameTest {
    private static final List<String> KNOWN = List.of("unique_values", "not_null", "forall");

    @Test
    void aTypingErrorFindsTheNameThatWasMeant() {
        assertThat(NearName.of("not_nul", KNOWN)).contains("not_null");
        assertThat(NearName.of("unqiue_value", KNOWN)).contains("unique_values");
        assertThat(NearName.of("foral1", KNOWN)).contains("forall");
    }

    @Test
    void whatIsLikeNothingFindsNothing() {
        assertThat(NearName.of("revenue", KNOWN)).isEmpty();
        assertThat(NearName.of("x", List.of())).isEmpty();
    }

    @Test
    void ofTwoEquallyNearNamesTheFirstInTheAlphabetIsTaken() {
        assertThat(NearName.of("bat", List.of("cat", "hat"))).contains("cat");
        assertThat(NearName.of("bat", List.of("hat", "cat"))).contains("cat");
    }
}
