package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The inbox's bean refuses and rewrites as it is configured to: the client hears it, and the inbox shows it. */
@RunsInbox({
    RunsInbox.NO_RECEIVED_HEADER,
    RunsInbox.REFUSED_SENDERS,
    RunsInbox.REFUSED_RECIPIENTS,
    RunsInbox.SEPARATOR,
    RunsInbox.ALIASES
})
class AddressRulesIT {

    @Test
    void aRefusalIsHeardAtOnceAndListed(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("550 5.7.1 No mail from this sender", "MAIL FROM:<spammer@refused.example.org>");
            connection.command("250", "MAIL FROM:<>");
            connection.command("550 5.1.1 No mail for this recipient", "RCPT TO:<user+tag@Refused.example.org>");
            connection.command("250", "RCPT TO:<taken@rules.example.org>");
            send(connection);
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("550", "RCPT TO:<other@refused.example.org>");
            connection.command("221", "QUIT");
        }
        assertThat(recipients(server, "taken@rules.example.org"))
                .contains("\"recipients\":[\"taken@rules.example.org\"]");
        assertThat(recipients(server, "refused.example.org")).isEqualTo("[]");
        await().untilAsserted(() -> assertThat(server.get("/api/messages?q=is:rejected%20other@refused.example.org")
                        .body())
                .contains("\"outcome\":\"rejected\"", "550 5.1.1 No mail for this recipient"));
    }

    @Test
    void aRewrittenRecipientIsStoredAndTheOriginalIsInTheSession(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<bob+news@alias.example.org>");
            connection.command("250", "RCPT TO:<Sales+urgent@alias.example.org>");
            send(connection);
        }
        assertThat(recipients(server, "bob@alias.example.org"))
                .contains("\"recipients\":[\"bob@alias.example.org\",\"alice@alias.example.org\"]");
        long id = server.inbox().only("alice@alias.example.org").id();
        await().untilAsserted(() -> assertThat(
                        server.get("/api/messages/" + id + "/session").body())
                .contains("RCPT TO:<bob+news@alias.example.org>", "RCPT TO:<Sales+urgent@alias.example.org>"));
    }

    private static void send(SmtpConnection connection) throws IOException {
        connection.command("354", "DATA");
        connection.say("Subject: x");
        connection.say("");
        connection.command("250", ".");
    }

    private static String recipients(InboxServer server, String recipient) throws Exception {
        return server.get("/api/messages?to=" + recipient).body();
    }
}
