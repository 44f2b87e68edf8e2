package org.smtpconnector.api;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A mail transaction (RFC 5321 section 3.3), as it was when the bean was called. Immutable, safe to keep.
 */
public interface SmtpTransaction {

    /** How the client declared the body (RFC 6152). */
    enum BodyType {
        /** {@code BODY=7BIT}, or nothing declared. */
        SEVEN_BIT,
        /** {@code BODY=8BITMIME}. */
        EIGHT_BIT_MIME
    }

    /**
     * Identifies the transaction in logs, in the success reply and in the {@code Received} header.
     *
     * @return ASCII letters, digits and {@code -} only; not null
     */
    String id();

    /**
     * When MAIL was accepted.
     *
     * @return not null
     */
    Instant startedAt();

    /**
     * The sender of the envelope.
     *
     * @return not null; {@link SmtpAddress#isNull()} for {@code <>}
     */
    SmtpAddress reversePath();

    /**
     * The recipients accepted so far, in the client's order, as the hooks decided to record them.
     *
     * @return unmodifiable, not null
     */
    List<SmtpAddress> recipients();

    /**
     * How the client declared the body.
     *
     * @return not null
     */
    BodyType bodyType();

    /**
     * The size that the client declared with SIZE (RFC 1870): a claim.
     *
     * @return octets, or empty if none was declared
     */
    OptionalLong declaredSize();
}
