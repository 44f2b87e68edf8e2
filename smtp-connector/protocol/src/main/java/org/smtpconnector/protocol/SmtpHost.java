package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;

/**
 * The surroundings of the engine: they take its replies and bodies, and answer its questions. All methods are called
 * from within the methods of {@link SmtpEngine}, on the thread that called those.
 */
public interface SmtpHost {

    /**
     * Queues a reply. It is to be written, together with all others of the same call, when that call of the engine has
     * returned (RFC 2920 section 3.2).
     *
     * @param reply not null
     */
    void reply(SmtpReply reply);

    /**
     * Tells whether the queue of unsent replies is full. While it is, the engine takes no further command from its input:
     * a peer that does not read is not read from.
     *
     * @return true to be given no further reply than the one of the command at hand
     */
    boolean isBacklogged();

    /**
     * Asks for a decision.
     *
     * @param question not null
     * @return the verdict, if it can be given at once; null if it comes later through {@link SmtpEngine#decided}. Until
     *     then the engine takes no input.
     */
    Verdict ask(HookCall question);

    /**
     * Begins a body, to which the octets of {@link #body} belong.
     *
     * @param session as it is now; not null
     * @param transaction the one that the body belongs to; not null
     */
    void openBody(SessionSnapshot session, SmtpTransaction transaction);

    /**
     * Takes header fields of the server, which stand before the content of the client; called before {@link #body}, if there are
     * any. By default they are a piece of the body like any other.
     *
     * @param fields as {@link #body} has it
     */
    default void prependFields(ByteBuffer fields) {
        body(fields);
    }

    /**
     * Takes a piece of the body, decoded. May call {@link SmtpEngine#rejectBody} if it cannot be kept.
     *
     * @param piece to be read or copied before this method returns, since the memory is reused; not null
     */
    void body(ByteBuffer piece);

    /**
     * Drops the octets that {@link #body} brought since {@link #openBody}: the message was refused. Called once at most for a
     * body, as soon as that is known, and never after {@link HookCall.Message} was asked. The engine does not hand on the rest of
     * the body.
     */
    void discardBody();

    /**
     * STARTTLS was accepted (RFC 3207): the replies queued so far are to be written in clear, then the TLS handshake begins,
     * and when it is done, {@link SmtpEngine#secured} is called; if it fails, the connection is closed. Whatever octets came
     * in clear since must not be given to the engine, which for its part has dropped all that it was given.
     *
     * <p>Never called unless {@link EngineSettings#tls()} is other than {@link Requirement#FORBIDDEN}, its default.
     */
    default void startTls() {
        throw new UnsupportedOperationException("This host has no TLS, so EngineSettings.tls() must be FORBIDDEN");
    }

    /**
     * Returns the observer of the session. The engine asks for it once, when it is made.
     *
     * @return not null
     */
    default SmtpObserver observer() {
        return SmtpObserver.NONE;
    }

    /** The session is over: the connection is to be closed after all queued replies have been written. */
    void close();
}
