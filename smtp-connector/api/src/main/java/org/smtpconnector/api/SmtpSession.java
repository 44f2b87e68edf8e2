package org.smtpconnector.api;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A connection of an SMTP client, as it was when the bean was called. Immutable, safe to keep.
 */
public interface SmtpSession {

    /**
     * Identifies the session in logs, and as the beginning of the ids of its transactions.
     *
     * @return ASCII letters, digits and {@code -} only; not null
     */
    String id();

    /**
     * The name of the listener that took the connection, as in {@code smtp.listener.<name>}.
     *
     * @return not null
     */
    String listener();

    /**
     * The address of the listener's end.
     *
     * @return not null, resolved
     */
    InetSocketAddress localAddress();

    /**
     * The address of the client's end.
     *
     * @return not null, resolved, without a host name
     */
    InetSocketAddress remoteAddress();

    /**
     * When the connection was accepted.
     *
     * @return not null
     */
    Instant connectedAt();

    /**
     * What the client called itself with HELO or EHLO (RFC 5321 section 4.1.1.1): a claim, not checked.
     *
     * @return printable; empty before HELO, not null
     */
    String heloName();

    /**
     * Tells whether the client said EHLO, not HELO.
     *
     * @return true for ESMTP
     */
    boolean isExtended();
}
