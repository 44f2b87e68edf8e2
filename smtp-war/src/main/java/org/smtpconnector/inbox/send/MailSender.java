package org.smtpconnector.inbox.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smtpconnector.api.SmtpAddress;

/** Sends messages by SMTP, with Jakarta Mail. Safe for use by several threads. */
@ApplicationScoped
public class MailSender {

    /** The most messages that are sent at once: each takes a thread of the server. */
    private static final int MAX_AT_ONCE = 4;

    private static final String CONNECT_MILLISECONDS = "10000";
    private static final String READ_MILLISECONDS = "60000";

    private static final Pattern REPLY = Pattern.compile("[45]\\d\\d[ -]");

    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    /** As many messages are sent as may be. */
    public static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Sends a message to all recipients or to none.
     *
     * @return what the server has replied, or why it could not be asked
     * @throws BusyException if too many messages are being sent
     */
    public SendResult send(SmtpServer server, Envelope envelope, Content content) {
        if (!places.tryAcquire()) {
            throw new BusyException();
        }
        return deliverAndLeave(server, envelope, content);
    }

    /** Sends a message as {@link #send} does, and waits for its turn where that refuses: each one before it has an end. */
    SendResult sendInTurn(SmtpServer server, Envelope envelope, Content content) {
        places.acquireUninterruptibly();
        return deliverAndLeave(server, envelope, content);
    }

    private SendResult deliverAndLeave(SmtpServer server, Envelope envelope, Content content) {
        try {
            return deliver(server, envelope, content);
        } finally {
            places.release();
        }
    }

    private static SendResult deliver(SmtpServer server, Envelope envelope, Content content) {
        Session session = Session.getInstance(properties(server, envelope, content.isEightBit()));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(server.host(), server.port(), server.user(), server.password());
            transport.sendMessage(new RawMessage(session, content), recipients(envelope));
            return SendResult.of(
                    true, server, envelope, LastReply.of(transport).orElse("The server has taken the message."));
        } catch (MessagingException e) {
            return SendResult.of(false, server, envelope, reason(e));
        }
    }

    private static Address[] recipients(Envelope envelope) {
        return envelope.recipients().stream().map(MailSender::mailbox).toArray(Address[]::new);
    }

    /** The parser of Jakarta Mail knows fewer addresses than SMTP has. */
    private static InternetAddress mailbox(SmtpAddress address) {
        InternetAddress mailbox = new InternetAddress();
        mailbox.setAddress(address.toString());
        return mailbox;
    }

    /** Finds what the server has replied: of a transaction that failed in several places, each of them has an exception. */
    private static String reason(MessagingException failure) {
        String replies = Stream.iterate(failure, Objects::nonNull, MailSender::next)
                .limit(Envelope.MOST)
                .map(Throwable::getMessage)
                .filter(text -> text != null && REPLY.matcher(text).lookingAt())
                .map(String::strip)
                .distinct()
                .collect(Collectors.joining("; "));
        return replies.isEmpty() ? Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString) : replies;
    }

    private static MessagingException next(MessagingException failure) {
        return failure.getNextException() instanceof MessagingException next ? next : null;
    }

    private static Properties properties(SmtpServer server, Envelope envelope, boolean eightBit) {
        Properties properties = new Properties();
        String sender = envelope.reversePath().toString();
        properties.setProperty("mail.smtp.from", envelope.reversePath().isNull() ? "<>" : sender);
        // Not looked up: the name of this machine may be one that no name server knows.
        properties.setProperty("mail.smtp.localhost", "localhost");
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLISECONDS);
        properties.setProperty("mail.smtp.timeout", READ_MILLISECONDS);
        properties.setProperty("mail.smtp.writetimeout", READ_MILLISECONDS);
        properties.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
        if (eightBit) {
            properties.setProperty("mail.smtp.mailextension", "BODY=8BITMIME");
        }
        if (envelope.isInternational()) {
            properties.setProperty("mail.mime.allowutf8", "true");
        }
        if (server.tls() == SmtpServer.Tls.STARTTLS) {
            properties.setProperty("mail.smtp.starttls.enable", "true");
            properties.setProperty("mail.smtp.starttls.required", "true");
        }
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(server.tls() == SmtpServer.Tls.IMPLICIT));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }
}
