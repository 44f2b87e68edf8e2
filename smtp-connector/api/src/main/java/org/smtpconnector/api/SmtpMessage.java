package org.smtpconnector.api;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A complete message with its envelope. Its content is in memory or in a temporary file,
 * and can be read any number of times until {@link SmtpMessageListener#onMessage} returns. After that, every method that
 * reads content throws {@link IllegalStateException}. Safe for use by one thread at a time.
 */
public interface SmtpMessage {

    /**
     * The session that brought the message.
     *
     * @return not null
     */
    SmtpSession session();

    /**
     * The mail transaction: id, envelope, declared parameters.
     *
     * @return not null
     */
    SmtpTransaction transaction();

    /**
     * The sender of the envelope, short for {@code transaction().reversePath()}.
     *
     * @return not null; {@link SmtpAddress#isNull()} for {@code <>}
     */
    SmtpAddress reversePath();

    /**
     * The recipients of the envelope, short for {@code transaction().recipients()}.
     *
     * @return at least one; unmodifiable
     */
    List<SmtpAddress> recipients();

    /**
     * The size of the content as {@link #openStream()} gives it.
     *
     * @return octets, 0 or more
     */
    long size();

    /**
     * Opens the content, from its beginning: the octets as received, without transparency dots and without the
     * {@code .<CRLF>} that ended them; the CRLF before that dot belongs to the last line (RFC 5321 sections 4.1.1.4 and
     * 4.5.2). Each call gives a stream of its own.
     *
     * @return not null; to be closed by the caller
     * @throws IOException if the temporary file cannot be read
     * @throws IllegalStateException after the bean returned
     */
    InputStream openStream() throws IOException;

    /**
     * The first header field of that name, unfolded (RFC 5322 section 2.2.3). The header is looked at only as far as it
     * stands in the first 256 KiB of the content; 8-bit octets are read as UTF-8, and nothing is decoded beyond that
     * (see {@link #mimeMessage()} for RFC 2047).
     *
     * @param name the name, case does not matter
     * @return the value without leading and trailing white space; empty if there is no such field; not null
     * @throws java.io.UncheckedIOException if the temporary file cannot be read
     * @throws IllegalStateException after the bean returned
     */
    Optional<String> header(String name);

    /**
     * The content parsed by Jakarta Mail, lazily: parsed at the first call, the same object at each further one.
     *
     * <p>Large parts stay in the spool and are not copied to the heap.
     *
     * @return not null; usable until the bean returns
     * @throws SmtpRejectedException with {@code 554 5.6.0} if Jakarta Mail cannot parse the content, so that a bean that
     *     lets it through refuses the message
     * @throws IllegalStateException after the bean returned
     */
    MimeMessage mimeMessage() throws SmtpRejectedException;

    /**
     * Computes the SHA-256 of the octets that the client sent, to recognize a message that is sent again: a client that did not get the reply
     * sends the message once more (RFC 1047). The {@code Received} field and the fields of beans do not count. Each call reads the content.
     *
     * @return 64 hexadecimal digits
     * @throws IOException if the temporary file cannot be read
     * @throws IllegalStateException after the bean returned
     */
    String digest() throws IOException;

    /**
     * Sets the success reply, in place of {@code 250 2.0.0} with the id of the transaction. The client gets it if this bean returns and the
     * transaction commits. If several beans set a reply, that of the last one counts; with LMTP, for each recipient that of the last bean whose
     * {@code recipients} match.
     *
     * @param reply a 2xx reply, not null
     * @throws IllegalArgumentException if the reply is not a 2xx
     * @throws IllegalStateException after the bean returned
     */
    void setReply(SmtpReply reply);

    /**
     * Sets the reply for one recipient. The client gets it if this bean returns and the transaction commits. Only LMTP has a reply for
     * each recipient (RFC 2033 section 4.2).
     *
     * <p>A 4xx or 5xx refuses only this recipient, and rolls nothing back: the bean must not have stored the
     * message for this recipient. Its work for the other recipients is committed. No other bean processes the message for a refused
     * recipient: later beans do not see this recipient; if an earlier bean has processed it, the transaction is rolled back and all beans are
     * called again without this recipient. If the transaction does not commit, all recipients get the reply to that failure.
     *
     * @param recipient one of {@link #recipients()}; if it is there twice, the reply is for both
     * @param reply a 2xx, 4xx or 5xx reply but not 421, not null
     * @throws IllegalArgumentException if this bean does not have the recipient, or if the reply is another one
     * @throws IllegalStateException if the listener speaks SMTP ({@link SmtpSession#isLmtp()}), or after the bean returned
     */
    void setReply(SmtpAddress recipient, SmtpReply reply);
}
