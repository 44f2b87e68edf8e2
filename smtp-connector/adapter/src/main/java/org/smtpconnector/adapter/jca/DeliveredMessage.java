package org.smtpconnector.adapter.jca;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** The message as a bean sees it, for as long as the bean is called. */
final class DeliveredMessage implements SmtpMessage, AutoCloseable {

    /** Octets of a header that are read, as {@link SmtpMessage#header} promises. */
    private static final int MAX_HEADER = 256 * 1024;

    static final SmtpReply NOT_PARSEABLE = SmtpReply.of(554, "5.6.0", "The message cannot be parsed as Internet mail");

    private final SmtpSession session;
    private final SmtpTransaction transaction;
    private final MessageContent content;
    private final JakartaMail mail;
    private boolean returned;
    private InternetHeaders headers;
    private MimeMessage mimeMessage;
    private SmtpReply reply;
    private final Map<SmtpAddress, SmtpReply> replies = new HashMap<>();

    DeliveredMessage(SmtpSession session, SmtpTransaction transaction, MessageContent content, JakartaMail mail) {
        this.session = session;
        this.transaction = transaction;
        this.content = content;
        this.mail = mail;
    }

    @Override
    public SmtpSession session() {
        return session;
    }

    @Override
    public SmtpTransaction transaction() {
        return transaction;
    }

    @Override
    public SmtpAddress reversePath() {
        return transaction.reversePath();
    }

    @Override
    public List<SmtpAddress> recipients() {
        return transaction.recipients();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public InputStream openStream() {
        requireReadable();
        return content.openStream();
    }

    private void requireReadable() {
        if (returned) {
            throw new IllegalStateException("The content of message " + transaction.id()
                    + " can be read until onMessage returns; copy what is needed later");
        }
    }

    @Override
    public Optional<String> header(String name) {
        requireReadable();
        try {
            if (headers == null) {
                try (InputStream stream = openStream()) {
                    headers = mail.headers(new ByteArrayInputStream(stream.readNBytes(MAX_HEADER)));
                }
            }
            String[] values = headers.getHeader(name);
            return values == null || values.length == 0
                    ? Optional.empty()
                    : Optional.of(MimeUtility.unfold(values[0]).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException("The header cannot be read", e));
        }
    }

    @Override
    public MimeMessage mimeMessage() throws SmtpRejectedException {
        requireReadable();
        if (mimeMessage == null) {
            try {
                mimeMessage = mail.message(openStream());
            } catch (MessagingException e) {
                throw new SmtpRejectedException(NOT_PARSEABLE, "Jakarta Mail cannot parse the message", e);
            }
        }
        return mimeMessage;
    }

    @Override
    public String digest() throws IOException {
        requireReadable();
        try (InputStream stream = content.openOriginal()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            stream.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    @Override
    public void setReply(SmtpReply positive) {
        requireUnanswered();
        if (positive.code() / 100 != 2) {
            throw new IllegalArgumentException("The reply to a message that was taken is 2xx, not " + positive.code()
                    + "; to refuse it throw SmtpRejectedException");
        }
        reply = positive;
    }

    @Override
    public void setReply(SmtpAddress recipient, SmtpReply about) {
        requireUnanswered();
        if (!session.isLmtp()) {
            throw new IllegalStateException("Listener " + session.listener()
                    + " speaks SMTP, where all recipients have one reply; to refuse the message throw"
                    + " SmtpRejectedException");
        }
        if (!recipients().contains(recipient)) {
            throw new IllegalArgumentException("The bean has no recipient " + recipient + ", only " + recipients());
        }
        if (about.code() / 100 == 3 || about.code() == 421) {
            throw new IllegalArgumentException(
                    "The reply about a recipient is 2xx, 4xx or 5xx and not 421, which would end the session; not "
                            + about.code());
        }
        replies.put(recipient, about);
    }

    private void requireUnanswered() {
        if (returned) {
            throw new IllegalStateException(
                    "The bean has returned: the reply to message " + transaction.id() + " is on its way");
        }
    }

    /** Returns the reply that the bean has set about the message; null if it has set none. */
    SmtpReply reply() {
        return reply;
    }

    /** Returns the reply that the bean has set about one of its recipients; null if it has set none. */
    SmtpReply replyAbout(SmtpAddress recipient) {
        return replies.isEmpty() ? reply : replies.getOrDefault(recipient, reply);
    }

    /** The bean has returned. */
    @Override
    public void close() {
        returned = true;
    }
}
