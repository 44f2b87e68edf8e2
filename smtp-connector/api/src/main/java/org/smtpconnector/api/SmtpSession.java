package org.smtpconnector.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connection of an SMTP client, as it was when the bean was called. Safe to keep; immutable except for what a bean is meant
 * to set.
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
     * Tells whether the listener speaks LMTP (RFC 2033): then a message has a reply for each of its recipients.
     *
     * @return false for SMTP
     */
    boolean isLmtp();

    /**
     * Returns the name that the listener gives itself, in its greeting and in {@code Received} fields.
     *
     * @return a domain or an address in brackets, not null
     */
    String hostname();

    /**
     * The address of the listener's end; if a trusted proxy brought the connection, the one that the client connected to.
     *
     * @return not null, resolved
     */
    InetSocketAddress localAddress();

    /**
     * The address of the client's end; if a trusted proxy brought the connection, the one that the proxy told (PROXY protocol,
     * XCLIENT).
     *
     * @return not null, resolved, without a host name: see {@link #remoteHost()}
     */
    InetSocketAddress remoteAddress();

    /**
     * The client's host name: what a trusted proxy said (XCLIENT), or else the name that the domain name system gives for the
     * client's address, if {@code reverse-lookup} is on and the name leads back to that address (RFC 1912 section 2.1). Whoever
     * controls the address controls the name: it says who runs the client, not that it is welcome.
     *
     * @return empty if it was not said, and not looked up, not found in time, or does not lead back; not null
     */
    Optional<String> remoteHost();

    /**
     * The proxy's end of the connection, if a trusted proxy brought it.
     *
     * @return empty if the client connected itself, not null
     */
    Optional<InetSocketAddress> proxyAddress();

    /**
     * When the connection was accepted.
     *
     * @return not null
     */
    Instant connectedAt();

    /**
     * Returns the name that the client gave itself with HELO or EHLO (RFC 5321 section 4.1.1.1): a claim, not checked.
     *
     * @return printable, without spaces unless {@code leniency} has {@code spaces-in-helo}; empty before HELO, not null
     */
    String heloName();

    /**
     * Tells whether the client said EHLO or LHLO, not HELO.
     *
     * @return true for ESMTP and LMTP
     */
    boolean isExtended();

    /**
     * The TLS session.
     *
     * @return empty if the connection is in clear, not null
     */
    Optional<SmtpTls> tls();

    /**
     * When the TLS session was there.
     *
     * @return empty if the connection is in clear, not null
     */
    Optional<Instant> securedAt();

    /**
     * Returns the user of the session: the name of the caller principal that the application's identity store (or a bean's {@code
     * onAuthenticate}) gave after AUTH (RFC 4954), or the name that a trusted proxy gave with XCLIENT LOGIN. It is never what the client
     * claimed. STARTTLS and XCLIENT forget it (RFC 3207 section 4.2).
     *
     * @return empty if it did not authenticate, not null
     */
    Optional<String> authenticationId();

    /**
     * Returns the user that the client asked to act as with AUTH (RFC 4422 section 2). The connector refuses any but the client's own
     * user, so this adds nothing to {@link #authenticationId()}, which is the one to decide by.
     *
     * @return empty if it named nobody, or did not authenticate; not null
     */
    Optional<String> authorizationId();

    /**
     * When the client authenticated.
     *
     * @return empty if it did not, not null
     */
    Optional<Instant> authenticatedAt();

    /**
     * Returns the number of commands that were refused because they were ill-formed, unknown or out of order; a sender, a recipient or a message
     * that is not wanted is no such error.
     *
     * @return 0 or more
     */
    int errorCount();

    /**
     * The groups of the user who has authenticated, as the identity store gave them.
     *
     * @return empty if nobody has, unmodifiable, not null
     */
    Set<String> groups();

    /**
     * Returns the values that beans keep for as long as the connection lasts: beans are pooled, so their fields are no place for it.
     *
     * @return safe for use by several threads; takes neither null keys nor null values; not null
     */
    Map<String, Object> attributes();

    /**
     * Lets the reply to the command at hand wait, without holding a thread: to be called by a bean while it is called. The
     * longest of several delays counts.
     *
     * @param delay not negative; more than a minute counts as a minute
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException after the bean has returned
     */
    void delayReply(Duration delay);

    /**
     * Closes the connection in place of the reply to the command at hand, after its delay if there is one: to be called by a bean while it
     * is called. It decides about nothing else: a message that the beans take is committed, and its client does not hear of that. For
     * applications that show how a client takes the loss of a connection.
     *
     * @throws IllegalStateException after the bean has returned
     */
    void dropConnection();
}
