package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two beans, two databases, one transaction: both keep the message, or neither does. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SeveralBeansIT {

    @Test
    void bothKeepTheMessage() {
        deliver("both", "both@example.org", "250 2.0.0");

        assertThat(Client.stored("both")).isEqualTo("[both@example.org]");
        assertThat(Client.storedInSecond("both")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "two-refuse, 550 5.7.1",
        "two-rollback, 451 4.3.0",
        "two-runtime, 451 4.3.0",
        "flush-refuse, 550 5.7.1",
        "flush-rollback, 451 4.3.0",
        "flush-runtime, 451 4.3.0",
    })
    void ifOneFailsNothingIsKept(String recipient, String reply) {
        deliver(recipient, recipient + "@example.org", reply);

        assertThat(Client.stored(recipient)).isEmpty();
        assertThat(Client.storedInSecond(recipient)).isEqualTo("0");
    }

    @Test
    void aBeanThatClaimsNoRecipientIsNotCalled() {
        deliver("audit", "audit@example.com", "250 2.0.0");

        assertThat(Client.stored("audit")).isEmpty();
        assertThat(Client.storedInSecond("audit")).isEqualTo("1");
    }

    @Test
    void aRecipientThatNobodyClaimsIsRefused() {
        Client.talk(
                "two",
                """
                === Nobody
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<somebody@example.com>
                S: 550 5.1.1 *
                C: DATA
                S: 503 *
                """);
    }

    private static void deliver(String subject, String recipient, String reply) {
        Client.talk("two", Client.message("", subject, recipient, reply));
    }
}
