package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** A message that comes again is recognized by what the client sent, whatever is put into its header here. */
class DigestTest {

    private static final String SENT = "Subject: again\r\n\r\nThe same.\r\n";

    private static class Inbox implements SmtpMessageListener {

        final List<String> digests = new ArrayList<>();
        final List<String> contents = new ArrayList<>();

        @Override
        public void onMessage(SmtpMessage message) {
            try {
                digests.add(message.digest());
                contents.add(new String(message.openStream().readAllBytes(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Puts fields, which differ each time, before and after those of the message. */
    private static class AddingInbox extends Inbox {

        @Override
        public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
            return "X-Before: " + transaction.id();
        }

        @Override
        public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
            return "X-After: " + transaction.id();
        }
    }

    private static final class WatchingInbox extends AddingInbox {

        @Override
        public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk) {
            assertThat(StandardCharsets.US_ASCII.decode(chunk).toString()).contains("X-Before", "X-After");
        }
    }

    @Test
    void theReceivedFieldDoesNotCount() {
        Inbox inbox = new Inbox();
        sendTwice(inbox, SENT);
        assertThat(inbox.contents).allMatch(content -> content.startsWith("Received: ") && content.endsWith(SENT));
        assertThat(inbox.digests).containsOnly(sha256(SENT));
    }

    @Test
    void fieldsThatBeansAddDoNotCount() {
        for (Inbox inbox : List.of(new AddingInbox(), new WatchingInbox())) {
            sendTwice(inbox, SENT);
            assertThat(inbox.contents)
                    .allMatch(content -> content.startsWith("Received: ")
                            && content.contains("\r\nX-Before: ")
                            && content.contains("\r\nX-After: ")
                            && content.endsWith("\r\n\r\nThe same.\r\n"));
            assertThat(inbox.digests).containsOnly(sha256(SENT));
        }
    }

    @Test
    void aMessageWithoutBodyHasOneToo() {
        AddingInbox inbox = new AddingInbox();
        sendTwice(inbox, "Subject: again\r\n");
        assertThat(inbox.digests).containsOnly(sha256("Subject: again\r\n"));
    }

    private static void sendTwice(Inbox inbox, String content) {
        String lines = content.lines().map(line -> "C: " + line + '\n').collect(Collectors.joining());
        String dialogue = Dialogues.message("a@example.org", "250 2.0.0").replace("C: Subject: hooks\n", lines);
        try (SmtpListenerKit kit = SmtpListenerKit.of(inbox)) {
            kit.hold(dialogue).hold(dialogue);
        }
        assertThat(inbox.digests).hasSize(2);
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
