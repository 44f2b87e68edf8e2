package org.smtpconnector.adapter.jca;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.adapter.transport.SpooledContent;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.SmtpQuestion;

/** The message as a bean sees it, for as long as the bean is called. */
final class DeliveredMessage implements SmtpMessage, AutoCloseable {

    /** As {@link SmtpMessage#header} promises. */
    private static final int MAX_HEADER = 256 * 1024;

    private static final SmtpReply NOT_PARSEABLE =
            SmtpReply.of(554, "5.6.0", "The message cannot be parsed as Internet mail");

    private final SmtpQuestion.Message question;
    private final SpooledContent content;
    private final Session mailSession;
    private boolean returned;
    private InternetHeaders headers;
    private MimeMessage mimeMessage;

    DeliveredMessage(SmtpQuestion.Message question, SpooledContent content, Session mailSession) {
        this.question = question;
        this.content = content;
        this.mailSession = mailSession;
    }

    @Override
    public SmtpSession session() {
        return question.session();
    }

    @Override
    public SmtpTransaction transaction() {
        return question.transaction();
    }

    @Override
    public SmtpAddress reversePath() {
        return question.transaction().reversePath();
    }

    @Override
    public List<SmtpAddress> recipients() {
        return question.transaction().recipients();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public InputStream openStream() {
        if (returned) {
            throw new IllegalStateException("The content of message "
                    + question.transaction().id() + " can be read until onMessage returns; copy what is needed later");
        }
        return content.openStream();
    }

    @Override
    public Optional<String> header(String name) {
        try {
            if (headers == null) {
                try (InputStream stream = openStream()) {
                    headers = new InternetHeaders(new ByteArrayInputStream(stream.readNBytes(MAX_HEADER)), true);
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
        if (mimeMessage == null) {
            try {
                mimeMessage = new MimeMessage(mailSession, openStream());
            } catch (MessagingException e) {
                throw new SmtpRejectedException(NOT_PARSEABLE, "Jakarta Mail cannot parse the message", e);
            }
        }
        return mimeMessage;
    }

    /** The bean has returned. */
    @Override
    public void close() {
        returned = true;
    }
}
