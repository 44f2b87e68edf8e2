package org.smtpconnector.inbox.send;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Sends to another SMTP server, with the Jakarta Mail that Payara has. */
class MailSenderTest {

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final MailSender sender = new MailSender();
    private SMTPServer other;
    private SmtpServer target;

    @BeforeEach
    void start() {
        other = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(Recorder::new)
                .build();
        other.start();
        target = SmtpServer.inClear("127.0.0.1", other.getPortAllocated());
    }

    @AfterEach
    void stop() {
        other.stop();
    }

    private final class Recorder implements MessageHandler {

        Recorder(MessageContext context) {}

        @Override
        public void from(String from) {
            heard.add("from " + from);
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (recipient.startsWith("nobody@")) {
                throw new RejectException(550, "5.1.1 There is nobody of that name");
            }
            heard.add("to " + recipient);
        }

        @Override
        public String data(InputStream data) throws IOException {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            data.transferTo(octets);
            // The field that this server adds.
            heard.add(
                    octets.toString(StandardCharsets.ISO_8859_1).replaceFirst("^Received:.*\r\n(?:[ \t].*\r\n)*", ""));
            return "2.0.0 taken as 4711";
        }

        @Override
        public void done() {
            // The list has everything.
        }
    }

    private SendResult send(Envelope envelope, String octets) {
        return sender.send(
                target, envelope, () -> new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void theOctetsArriveAsTheyAre() {
        String octets = "Bcc: kept@example.org\r\nsubject:no space\r\n\r\n.\r\n..\r\n.dot \r\n\r\nGr\u00f6\u00dfe";
        SendResult result =
                send(Envelope.of("ada@example.org", List.of("bob@example.org", "\"c d\"@example.org")), octets);

        assertThat(result.accepted()).isTrue();
        assertThat(result.reply()).isEqualTo("250 2.0.0 taken as 4711");
        assertThat(result.server()).isEqualTo(target.toString());
        assertThat(heard)
                .containsExactly(
                        "from ada@example.org", "to bob@example.org", "to \"c d\"@example.org", octets + "\r\n");
    }

    @Test
    void theNullReversePathStays() {
        assertThat(send(Envelope.of("", List.of("bob@example.org")), "x").accepted())
                .isTrue();
        assertThat(heard).first().asString().isEqualTo("from ");
    }

    @Test
    void lineEndsBecomeThoseOfSmtp() {
        send(Envelope.of("a@example.org", List.of("b@example.org")), "Subject: x\n\n.\nlast\n");
        assertThat(heard).last().asString().isEqualTo("Subject: x\r\n\r\n.\r\nlast\r\n");
    }

    @Test
    void aRecipientThatIsRefusedStopsAll() {
        SendResult result = send(Envelope.of("a@example.org", List.of("b@example.org", "nobody@example.org")), "x");
        assertThat(result.accepted()).isFalse();
        assertThat(result.reply()).isEqualTo("550 5.1.1 There is nobody of that name");
        assertThat(heard).containsExactly("from a@example.org", "to b@example.org");
    }

    @Test
    void nobodyAtThePortIsAResult() throws IOException {
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        SendResult result = sender.send(
                SmtpServer.inClear("127.0.0.1", port),
                Envelope.of("a@example.org", List.of("b@example.org")),
                () -> new ByteArrayInputStream(new byte[0]));
        assertThat(result.accepted()).isFalse();
        assertThat(result.reply()).contains(String.valueOf(port));
    }

    @Test
    void aServerWithoutStartTlsGetsNothingThatWasToBeEncrypted() {
        SmtpServer encrypted = new SmtpServer("127.0.0.1", target.port(), SmtpServer.Tls.STARTTLS, "user", "secret");
        SendResult result = sender.send(
                encrypted,
                Envelope.of("a@example.org", List.of("b@example.org")),
                () -> new ByteArrayInputStream(new byte[] {'x'}));
        assertThat(result.accepted()).isFalse();
        assertThat(result.toString()).contains("STARTTLS").doesNotContain("secret");
        assertThat(heard).isEmpty();
    }

    @Test
    void aDraftIsAMessageOfItsOwn() throws Exception {
        Draft draft = new Draft(
                new InternetAddress("ada@example.org", "Ada Größe", "UTF-8"),
                List.of(new InternetAddress("bob@example.org")),
                List.of(),
                List.of(new InternetAddress("secret@example.org")),
                "Größe",
                "It rains in Köln.\n",
                "<p>It rains</p>",
                "<1@example.org>",
                null);
        assertThat(sender.send(target, draft.envelope(), () -> new ByteArrayInputStream(draft.octets()))
                        .accepted())
                .isTrue();
        assertThat(heard).contains("to bob@example.org", "to secret@example.org");
        assertThat(heard.get(heard.size() - 1))
                .contains("From: =?UTF-8?", "Subject: =?UTF-8?Q?Gr=C3=B6=C3=9Fe?=", "In-Reply-To: <1@example.org>")
                .contains("multipart/alternative", "It rains in K=C3=B6ln.", "<p>It rains</p>")
                .containsPattern("(?m)^Date: \\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\\R")
                .containsPattern("\r\nMessage-ID: <[^>]+@example.org>\r\n")
                .doesNotContain("secret@");
    }
}
