package org.smtpconnector.api;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A complete message with its envelope. Its content is where the connector spooled it, in memory or in a temporary file,
 * and can be read as often as wanted until {@link SmtpMessageListener#onMessage} returns; after that, every method that
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
     * The SHA-256 of what the client sent, to recognize a message that comes again: a client that has not heard the reply sends
     * it once more (RFC 1047). What was put into the header here is left out of it: the {@code Received} field and what beans
     * added. Read anew at each call.
     *
     * @return 64 hexadecimal digits
     * @throws IOException if the temporary file cannot be read
     * @throws IllegalStateException after the bean returned
     */
    String digest() throws IOException;

    /**
     * Sets what the client hears if this bean returns and the transaction commits, in place of {@code 250 2.0.0} with the id of
     * the transaction. Of several beans the last one that sets it has the word; with LMTP, for each recipient the last one of
     * those that have claimed it.
     *
     * @param reply a 2xx reply, not null
     * @throws IllegalArgumentException if the reply is another one
     * @throws IllegalStateException after the bean returned
     */
    void setReply(SmtpReply reply);

    /**
     * Sets what the client hears about one recipient, if this bean returns and the transaction commits. Only LMTP has a reply for
     * each recipient (RFC 2033 section 4.2).
     *
     * <p>A 4xx or 5xx refuses this recipient alone, and nothing is rolled back for it: the bean itself must not have kept the
     * message for this recipient. What it did for the others is committed. No other bean takes the message for a recipient that
     * is refused: those that come later do not see it; if one before has taken it, all are rolled back and called anew without it.
     * If the transaction does not commit, all recipients hear of that, whatever was set here.
     *
     * @param recipient one of {@link #recipients()}; if it is there twice, both have this reply
     * @param reply a 2xx, 4xx or 5xx reply but not 421, not null
     * @throws IllegalArgumentException if it is no recipient of this bean's, or another reply
     * @throws IllegalStateException if the listener speaks SMTP ({@link SmtpSession#isLmtp()}), or after the bean returned
     */
    void setReply(SmtpAddress recipient, SmtpReply reply);
}
