package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrinoWordsTest {
    @Test
    void keywordsAreThoseOfTheGrammar() {
        assertThat(TrinoWords.keywords())
                .contains("select", "match_recognize", "unnest", "at", "with")
                .doesNotContain("summarize", "=", "")
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
