package org.smtpconnector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {

    @Test
    void oneLineOnTheWire() {
        SmtpReply reply = SmtpReply.of(550, "5.1.1", "No such user");

        assertThat(reply).hasToString("550 5.1.1 No such user\r\n");
        assertThat(reply.code()).isEqualTo(550);
        assertThat(reply.enhancedCode()).isEqualTo("5.1.1");
        assertThat(reply.lines()).containsExactly("No such user");
        assertThat(reply.isPositive()).isFalse();
    }

    @Test
    void severalLinesOnTheWire() {
        SmtpReply reply = SmtpReply.plain(250, "mx.example", "SIZE 10", "HELP");

        assertThat(reply).hasToString("250-mx.example\r\n250-SIZE 10\r\n250 HELP\r\n");
        assertThat(reply.enhancedCode()).isEmpty();
        assertThat(reply.isPositive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 199, 100, 260, 299, 560, 600, -250, 2500})
    void codesThatDoNotExist(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpReply.plain(code, "x"))
                .withMessageContaining(String.valueOf(code));
    }

    @ParameterizedTest
    @CsvSource({"250,5.0.0", "550,4.1.1", "450,2.0.0"})
    void classesThatDisagree(int code, String enhancedCode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpReply.of(code, enhancedCode, "x"))
                .withMessageContaining("differ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "5.1",
                "5.1.1.1",
                "5.01.1",
                "5.1.1000",
                "5.a.1",
                " 5.1.1",
                "3.0.0",
                "5..1",
                "5.1.",
                "5.1.00",
                "5x1.1"
            })
    void enhancedCodesThatAreNone(String enhancedCode) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(550, enhancedCode, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\rb", "a\nb", "a\r\n250 ok", "a\0b", "\u00e4", "\u0085", "\u2028", "\u007f"})
    void textThatWouldBreakOut(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(550, "5.1.1", text));
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.plain(250, "ok", text));
    }

    @Test
    void aLineOfAtMost512Octets() {
        String longest = "x".repeat(500);

        assertThat(SmtpReply.of(550, "5.1.1", longest).toString()).hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpReply.of(550, "5.1.1", longest + 'x'))
                .withMessageContaining("511");
    }

    @Test
    void onlyAChallengeMayBeEmpty() {
        assertThat(SmtpReply.plain(334, "")).hasToString("334 \r\n");
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.plain(354, ""));
    }

    @Test
    void noLineIsNoReply() {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.plain(250));
    }

    @Test
    void equalIfTheSameOnTheWire() {
        assertThat(SmtpReply.of(250, "2.0.0", "Ok")).isEqualTo(SmtpReply.plain(250, "2.0.0 Ok"));
        assertThat(SmtpReply.of(250, "2.0.0", "Ok")).hasSameHashCodeAs(SmtpReply.of(250, "2.0.0", "Ok"));
        assertThat(SmtpReply.of(250, "2.0.0", "Ok")).isNotEqualTo(SmtpReply.of(250, "2.0.0", "ok"));
    }
}
