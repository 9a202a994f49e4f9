package dev.vmsh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void works() {
        assertThat(1).isPositive();
    }
}
