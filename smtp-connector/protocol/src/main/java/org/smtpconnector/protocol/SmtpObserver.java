package org.smtpconnector.protocol;

import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;

/**
 * Sees what a session does, and has no say in it. All methods are called from within the methods of {@link SmtpEngine}, on the
 * thread that called those, and must return at once; the replies, which an observer sees nothing of, go to the {@link SmtpHost}.
 * No parameter is null unless said otherwise.
 */
public interface SmtpObserver {

    /** Sees nothing. */
    SmtpObserver NONE = new SmtpObserver() {};

    /**
     * Tells whether {@link #line} is worth a call.
     *
     * @return may change at any time
     */
    default boolean wantsLines() {
        return false;
    }

    /**
     * A line has been read that is not part of a body: a command, or a response of an authentication exchange.
     *
     * @param line without its CRLF, as the client sent it, but with a remark in place of what is secret; a remark alone if
     *     the line could not be read
     */
    default void line(String line) {}

    /**
     * A body, or a chunk of one, has been read to its end, whatever becomes of it.
     *
     * @param octets of the content, as decoded
     */
    default void data(long octets) {}

    /**
     * MAIL is well-formed and in order (RFC 5321 section 3.3); whether it will be accepted is not known.
     *
     * @param transactionId see {@link org.smtpconnector.api.SmtpTransaction#id()}
     * @param reversePath as the client gave it
     */
    default void transactionBegins(String transactionId, SmtpAddress reversePath) {}

    /**
     * RCPT was well-formed and in order, and has been answered.
     *
     * @param recipient as the client gave it
     * @param reply the reply to it
     * @param verdict about it; null if the engine refused it without asking
     */
    default void recipient(SmtpAddress recipient, SmtpReply reply, Verdict verdict) {}

    /**
     * The client is refused in place of a greeting (RFC 5321 section 3.1).
     *
     * @param verdict a refusal
     */
    default void clientRefused(Verdict verdict) {}

    /**
     * The transaction that began last is over. Not called if the session is over before it.
     *
     * @param session as it was in the transaction
     * @param replies the reply to MAIL if that was refused, to DATA, to BDAT or to the end of the body; with LMTP a reply for each
     *     recipient that was accepted, in their order; empty if the client gave the transaction up
     * @param verdict the verdict that ended the transaction; null if the engine or the client ended it
     */
    default void transactionEnded(SessionSnapshot session, List<SmtpReply> replies, Verdict verdict) {}

    /**
     * The client has tried to authenticate, and it has been decided about.
     *
     * @param session as it was before
     * @param mechanism the mechanism of the attempt
     * @param user the name of the caller if the reply is positive; otherwise what the client claimed, empty if the mechanism names
     *     nobody
     * @param reply the decision; 4xx says nothing about the credential
     */
    default void authenticated(SessionSnapshot session, AuthMechanism mechanism, String user, SmtpReply reply) {}
}
