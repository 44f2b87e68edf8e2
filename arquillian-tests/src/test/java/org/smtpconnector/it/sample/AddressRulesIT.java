package org.smtpconnector.it.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The sample's bean refuses and rewrites as it is configured to: the client hears it, and the inbox shows it. */
@RunsSample({
    RunsSample.NO_RECEIVED_HEADER,
    RunsSample.REFUSED_SENDERS,
    RunsSample.REFUSED_RECIPIENTS,
    RunsSample.SEPARATOR,
    RunsSample.ALIASES
})
class AddressRulesIT {

    @Test
    void aRefusalIsHeardAtOnceAndListed(SampleServer sample) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(sample.smtp())) {
            connection.command("550 5.7.1 No mail from this sender", "MAIL FROM:<spammer@refused.example.org>");
            connection.command("250", "MAIL FROM:<>");
            connection.command("550 5.1.1 No mail for this recipient", "RCPT TO:<user+tag@Refused.example.org>");
            connection.command("250", "RCPT TO:<taken@rules.example.org>");
            send(connection);
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("550", "RCPT TO:<other@refused.example.org>");
            connection.command("221", "QUIT");
        }
        assertThat(recipients(sample, "taken@rules.example.org"))
                .contains("\"recipients\":[\"taken@rules.example.org\"]");
        assertThat(recipients(sample, "refused.example.org")).isEqualTo("[]");
        await().untilAsserted(() -> assertThat(sample.get("/api/messages?q=is:rejected%20other@refused.example.org")
                        .body())
                .contains("\"outcome\":\"rejected\"", "550 5.1.1 No mail for this recipient"));
    }

    @Test
    void aRewrittenRecipientIsStoredAndTheOriginalIsInTheSession(SampleServer sample) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(sample.smtp())) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<bob+news@alias.example.org>");
            connection.command("250", "RCPT TO:<Sales+urgent@alias.example.org>");
            send(connection);
        }
        assertThat(recipients(sample, "bob@alias.example.org"))
                .contains("\"recipients\":[\"bob@alias.example.org\",\"alice@alias.example.org\"]");
        long id = sample.inbox().only("alice@alias.example.org").id();
        await().untilAsserted(() -> assertThat(
                        sample.get("/api/messages/" + id + "/session").body())
                .contains("RCPT TO:<bob+news@alias.example.org>", "RCPT TO:<Sales+urgent@alias.example.org>"));
    }

    private static void send(SmtpConnection connection) throws IOException {
        connection.command("354", "DATA");
        connection.say("Subject: x");
        connection.say("");
        connection.command("250", ".");
    }

    private static String recipients(SampleServer sample, String recipient) throws Exception {
        return sample.get("/api/messages?to=" + recipient).body();
    }
}
