package org.smtpconnector.sample.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageSearchTest {

    @Test
    void makesWhatMeansSomethingInAPatternMeanItself() {
        assertThat(MessageSearch.pattern("50% of a_b!")).isEqualTo("%50!% of a!_b!!%");
        assertThat(MessageSearch.pattern("back\\slash'quote")).isEqualTo("%back\\slash'quote%");
    }

    @Test
    void isWithoutCase() {
        assertThat(MessageSearch.pattern("GRÜSSE")).isEqualTo("%grüsse%");
    }
}
