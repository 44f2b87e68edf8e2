package org.smtpconnector.it.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.SmtpConnection;

/** A message to send: its envelope, and its content as lines. */
final class Mail {

    private final String from;
    private final List<String> recipients;
    private final List<String> lines = new ArrayList<>();

    private Mail(String from, List<String> recipients) {
        this.from = from;
        this.recipients = recipients;
    }

    /** A message with a header, to which {@link #line} adds. */
    static Mail of(String from, String subject, String... recipients) {
        return raw(from, recipients)
                .line("From: " + from)
                .line("To: " + recipients[0])
                .line("Subject: " + subject);
    }

    /** A message without anything. */
    static Mail raw(String from, String... recipients) {
        return new Mail(from, List.of(recipients));
    }

    /** Adds one line, or several with LF between them. */
    Mail line(String text) {
        lines.addAll(Arrays.asList(text.split("\n", -1)));
        return this;
    }

    /** Sends it; returns when the server has stored it. */
    void send(InboxServer server) throws IOException {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            send(connection);
        }
    }

    /** Sends it as one of several of a connection. */
    void send(SmtpConnection connection) throws IOException {
        connection.command("250", "MAIL FROM:<" + address(from) + "> BODY=8BITMIME");
        for (String recipient : recipients) {
            connection.command("250", "RCPT TO:<" + address(recipient) + '>');
        }
        connection.command("354", "DATA");
        for (String line : lines) {
            connection
                    .body()
                    .write(((line.startsWith(".") ? "." : "") + line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        connection.command("250", ".");
    }

    private static String address(String mailbox) {
        int bracket = mailbox.indexOf('<');
        return bracket < 0 ? mailbox : mailbox.substring(bracket + 1, mailbox.indexOf('>'));
    }
}
