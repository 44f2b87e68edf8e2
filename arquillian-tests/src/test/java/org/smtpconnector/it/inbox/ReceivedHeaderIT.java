package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By default, a message has one more header field than was sent, before all others; the rest is what was sent. */
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class ReceivedHeaderIT {

    /** RFC 5321 section 4.4, as the server writes it. */
    private static final String FIELD =
            """
            Received: from %s \\(\\[127\\.0\\.0\\.1\\]\\)
            \tby mx\\.example\\.org with ESMTP id [A-Za-z0-9-]+%s;
            \t(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}
            """
                    .replace("\n", "\r\n");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void theSourceIsWhatTheClientSentBehindOneField(MailClient client, InboxServer server) throws Exception {
        client.require();
        Content what = Content.DOTS;
        String recipient = client.recipient(what);
        Path file = Files.write(directory.resolve("message.eml"), client.input(what.octets()));

        byte[] sent;
        try (RecordingProxy proxy = new RecordingProxy(server.smtp())) {
            Program.Result result = Program.run(file, client.command(proxy.port(), recipient, file));
            assertThat(result.status()).as(result.output()).isZero();
            sent = Wire.messages(proxy.conversations().get(0)).get(0);
        }

        try (InputStream source = source(server, recipient)) {
            assertThat(ReceivedField.read(source)).matches(field("[A-Za-z0-9.-]+", recipient));
            assertThat(source.readAllBytes()).isEqualTo(sent);
        }
    }

    /**
     * A quoted local part may have in it whatever would end a clause or the field, were it taken out of its quotes; a name that is no
     * domain is not in the field.
     */
    @Test
    void whatTheClientSaysStaysInItsPlace(InboxServer server) throws Exception {
        String recipient = "\"a>; Received: by (evil\"@example.org";
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "EHLO evil.example) by (evil.example");
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<" + recipient + '>');
            connection.command("354", "DATA");
            connection.say("Received: from somewhere else");
            connection.say("");
            connection.command("250", ".");
        }

        try (InputStream source = source(server, "(evil")) {
            assertThat(ReceivedField.read(source)).matches(field("\\[127\\.0\\.0\\.1]", recipient));
            assertThat(new String(source.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("Received: from somewhere else\r\n\r\n");
        }
    }

    /** Naming one of them would tell it to the others (RFC 5321 section 7.2). */
    @Test
    void noneOfSeveralRecipientsIsNamed(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<several-1@example.org>");
            connection.command("250", "RCPT TO:<several-2@example.org>");
            connection.command("354", "DATA");
            connection.say("");
            connection.command("250", ".");
        }

        try (InputStream source = source(server, "several-1")) {
            assertThat(ReceivedField.read(source)).matches(FIELD.formatted("client\\.example", ""));
        }
    }

    private static String field(String helo, String recipient) {
        return FIELD.formatted(helo, "\r\n\tfor " + Pattern.quote("<" + recipient + ">"));
    }

    private static InputStream source(InboxServer server, String recipient) throws Exception {
        return new BufferedInputStream(server.inbox().source(server.inbox().only(recipient)));
    }
}
