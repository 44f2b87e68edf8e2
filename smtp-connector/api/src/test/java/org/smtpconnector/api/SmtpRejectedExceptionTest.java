package org.smtpconnector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class SmtpRejectedExceptionTest {

    @Test
    void carriesTheReplyAndShowsItInTheLog() {
        SmtpRejectedException refusal = new SmtpRejectedException(550, "5.7.1", "Not wanted");

        assertThat(refusal.reply()).isEqualTo(SmtpReply.of(550, "5.7.1", "Not wanted"));
        assertThat(refusal).hasMessage("550 5.7.1 Not wanted").hasNoCause();
    }

    @Test
    void keepsTheLogTextFromTheReply() {
        Exception cause = new IllegalStateException("secret");
        SmtpRejectedException refusal =
                new SmtpRejectedException(SmtpReply.of(451, "4.3.0", "Later"), "database is down", cause);

        assertThat(refusal).hasMessage("database is down").hasCause(cause);
        assertThat(refusal.reply().toString()).doesNotContain("database", "secret");
    }

    @Test
    void aRefusalIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpRejectedException(SmtpReply.of(250, "2.0.0", "Ok")))
                .withMessageContaining("250");
        assertThatIllegalArgumentException().isThrownBy(() -> new SmtpRejectedException(SmtpReply.plain(354, "Go")));
        assertThatNullPointerException().isThrownBy(() -> new SmtpRejectedException(null, "log", null));
    }
}
