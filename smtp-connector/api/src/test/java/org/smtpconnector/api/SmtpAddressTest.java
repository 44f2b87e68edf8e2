package org.smtpconnector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpAddressTest {

    @Test
    void splitsAtTheLastAt() {
        assertThat(SmtpAddress.of("\"a@b\"@example.org")).isEqualTo(new SmtpAddress("\"a@b\"", "example.org"));
        assertThat(SmtpAddress.of("postmaster")).isEqualTo(new SmtpAddress("postmaster", ""));
        assertThat(SmtpAddress.of("")).isEqualTo(SmtpAddress.NULL);
    }

    @Test
    void isShownAsInAPath() {
        assertThat(new SmtpAddress("a", "example.org")).hasToString("a@example.org");
        assertThat(new SmtpAddress("postmaster", "")).hasToString("postmaster");
        assertThat(SmtpAddress.NULL).hasToString("");
        assertThat(SmtpAddress.NULL.isNull()).isTrue();
        assertThat(new SmtpAddress("postmaster", "").isNull()).isFalse();
    }

    @Test
    void caseMattersBeforeTheAtOnly() {
        SmtpAddress address = new SmtpAddress("Bob", "Example.ORG");

        assertThat(address).isEqualTo(new SmtpAddress("Bob", "example.org"));
        assertThat(address).hasSameHashCodeAs(new SmtpAddress("Bob", "example.org"));
        assertThat(address).isNotEqualTo(new SmtpAddress("bob", "example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\n@x", "a\0@x", "a@x\n", "a@x\u0085", "a<@x", "a>@x", "a@x>", "a@<x", "@x"})
    void whatCouldBreakOut(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpAddress.of(address));
    }

    @Test
    void anAngleWithinQuotesIsHarmless() {
        assertThat(SmtpAddress.of("\"a>b\"@x").localPart()).isEqualTo("\"a>b\"");
    }

    @Test
    void noNull() {
        assertThatNullPointerException().isThrownBy(() -> new SmtpAddress(null, ""));
        assertThatNullPointerException().isThrownBy(() -> new SmtpAddress("a", null));
    }
}
