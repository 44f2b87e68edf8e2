package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpAddress;

/** A pattern claims what it says, and nothing that only looks like it. */
class RecipientPatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, anyone@example.org, true",
        "*, postmaster, true",
        "support@*, support@example.org, true",
        "support@*, SUPPORT@example.org, true",
        "support@*, support+1@example.org, false",
        "support@*, xsupport@example.org, false",
        "*@example.org, anyone@example.org, true",
        "*@example.org, anyone@EXAMPLE.org, true",
        "*@example.org, anyone@example.orgs, false",
        "*@example.org, anyone@sub.example.org, false",
        "*@*.example.org, anyone@sub.example.org, true",
        "*@example.org, anyone@exampleXorg, false",
        "user+*@example.org, user+tag@example.org, true",
        "user+*@example.org, user@example.org, false",
        "user+*@example.org, userr@example.org, false",
        "*@*, postmaster, true",
        "postmaster, Postmaster, true",
        "postmaster, postmaster@example.org, false",
        "a.b@example.org, aXb@example.org, false",
        "*@[127.0.0.1], anyone@[127.0.0.1], true",
    })
    void claims(String pattern, String recipient, boolean claimed) {
        assertThat(RecipientPattern.parse(pattern).matches(SmtpAddress.of(recipient)))
                .isEqualTo(claimed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "support", "@example.org", "support@", "a@b@c", "<a@b>", "a b@c", "**"})
    void isNone(String text) {
        assertThat(RecipientPattern.parse(text)).isNull();
    }
}
