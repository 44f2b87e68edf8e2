package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.smtpconnector.api.SmtpReply;

/**
 * One SMTP session, as a machine that bytes and decisions go into and that replies and questions come out of. It does no
 * I/O, has no threads and knows no clock; it is not safe for use by several threads.
 */
public final class SmtpEngine {

    /**
     * A session that has not begun.
     *
     * @param settings those of the listener; not null
     * @param sessionId see {@link org.smtpconnector.api.SmtpSession#id()}
     */
    public SmtpEngine(
            EngineSettings settings,
            SmtpHost host,
            String sessionId,
            InetSocketAddress local,
            InetSocketAddress remote,
            Instant connectedAt) {}

    /** Begins the session with the greeting (RFC 5321 section 3.1). */
    public void connected() {}

    /**
     * Takes input. Returns with the buffer empty, or with the rest in it if the engine waits for a decision, if the host
     * is backlogged, or if the session is over; the rest, with what came since, is to be given again when that has changed.
     *
     * @param in what the peer sent, any split; its contents are not changed, its position is
     * @param now the time
     */
    public void receive(ByteBuffer in, Instant now) {}

    /**
     * Takes the decision that {@link SmtpHost#ask} left open.
     *
     * @throws IllegalStateException if none is open
     */
    public void decided(SmtpDecision decision) {}

    /**
     * The body that is being received cannot be kept. The rest of it is read to its true end and dropped; then the peer
     * hears the reply, and the session goes on. The first refusal wins.
     *
     * @param reply a 4xx or 5xx
     */
    public void rejectBody(SmtpReply reply) {}

    /**
     * Ends the session at the next moment at which the protocol allows it: at once between commands; when a decision is
     * open, after its reply.
     *
     * @param reply a 421
     */
    public void shutdown(SmtpReply reply) {}

    /** Whether a decision is open. */
    public boolean isWaiting() {
        return false;
    }
}
