package org.smtpconnector.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of the connection of an SMTP client, taken when the bean was called. Safe to keep. Only {@link #attributes()}, {@link #delayReply}
 * and {@link #dropConnection} change the session.
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
     * The client's host name: the name that a trusted proxy gave (XCLIENT), or else the name in the domain name system for the
     * client's address, if {@code reverse-lookup} is on and the name leads back to that address (RFC 1912 section 2.1). The operator of the
     * address chooses the name, so the name does not prove that the client is trustworthy.
     *
     * @return empty if the name was not given, not looked up, not found in time, or does not lead back; not null
     */
    Optional<String> remoteHost();

    /**
     * The proxy's end of the connection, if a trusted proxy brought it.
     *
     * @return empty if the client connected itself, not null
     */
    Optional<InetSocketAddress> proxyAddress();

    /**
     * The time at which the connection was accepted.
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
     * @return empty without TLS, not null
     */
    Optional<SmtpTls> tls();

    /**
     * The time at which the TLS handshake ended.
     *
     * @return empty without TLS, not null
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
     * @return empty if the client gave no such name, or did not authenticate; not null
     */
    Optional<String> authorizationId();

    /**
     * The time at which the client authenticated.
     *
     * @return empty if it did not, not null
     */
    Optional<Instant> authenticatedAt();

    /**
     * Returns the number of commands that were refused because they were ill-formed, unknown or out of order; a refused sender, recipient or message
     * does not count.
     *
     * @return 0 or more
     */
    int errorCount();

    /**
     * The groups of the authenticated user, from the identity store.
     *
     * @return empty without authentication, unmodifiable, not null
     */
    Set<String> groups();

    /**
     * Returns the values that beans keep as long as the connection lasts. Beans are pooled, so they cannot keep such values in fields.
     *
     * @return safe for use by several threads; takes neither null keys nor null values; not null
     */
    Map<String, Object> attributes();

    /**
     * Delays the reply to the present command, without holding a thread. Call it from a hook or from {@code onMessage}. The
     * longest of several delays counts.
     *
     * @param delay not negative; more than a minute counts as a minute
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException after the bean has returned
     */
    void delayReply(Duration delay);

    /**
     * Closes the connection in place of the reply to the present command, after its delay if there is one. Call it from a hook or from {@code
     * onMessage}. It changes only the reply: the transaction of the beans commits, and the client does not learn that. It is for
     * applications that test how a client handles the loss of a connection.
     *
     * @throws IllegalStateException after the bean has returned
     */
    void dropConnection();
}
