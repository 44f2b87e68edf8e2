package org.smtpconnector.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A mail transaction (RFC 5321 section 3.3), as it was when the bean was called. Immutable, safe to keep.
 */
public interface SmtpTransaction {

    /** The declarations that a client can make of a body (RFC 6152, RFC 3030). */
    enum BodyType {
        /** {@code BODY=7BIT}, or nothing declared. */
        SEVEN_BIT,
        /** {@code BODY=8BITMIME}. */
        EIGHT_BIT_MIME,
        /** {@code BODY=BINARYMIME}: the content need not consist of lines. */
        BINARY_MIME
    }

    /** The part of the message that a notification of failure should bring back (RFC 3461 section 4.3). */
    enum DsnReturn {
        /** {@code RET=FULL}. */
        FULL,
        /** {@code RET=HDRS}. */
        HEADERS
    }

    /**
     * Identifies the transaction in logs, in the success reply and in the {@code Received} header.
     *
     * @return ASCII letters, digits and {@code -} only; not null
     */
    String id();

    /**
     * The time at which MAIL was accepted.
     *
     * @return not null
     */
    Instant startedAt();

    /**
     * The time of the reply to DATA, or of the first BDAT.
     *
     * @return empty before, not null
     */
    Optional<Instant> receivingSince();

    /**
     * The time at which the end of the content was received.
     *
     * @return empty before, not null
     */
    Optional<Instant> receivedAt();

    /**
     * Returns the number of octets of the content that the client has sent, without transparency dots and without the fields that were put into its
     * header here.
     *
     * @return octets, 0 or more
     */
    long receivedOctets();

    /**
     * Tells whether the client has sent the whole header: the empty line after it, or the end of a message without one.
     *
     * @return false before
     */
    boolean isHeaderComplete();

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
     * Returns the declaration that the client made of the body.
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

    /**
     * Tells whether the client asked for internationalized addresses and headers (RFC 6531): only then may addresses have
     * characters beyond ASCII.
     *
     * @return true for {@code SMTPUTF8}
     */
    boolean isSmtpUtf8();

    /**
     * Tells whether the message may be relayed over TLS only (RFC 8689).
     *
     * @return true for {@code REQUIRETLS}
     */
    boolean isRequireTls();

    /**
     * The client's own id for the transaction, to be repeated in notifications (ENVID, RFC 3461 section 4.4).
     *
     * @return decoded, printable; empty if the client did not give it, not null
     */
    Optional<String> envelopeId();

    /**
     * Returns the part of the message that a notification of failure should bring back (RET, RFC 3461 section 4.3).
     *
     * @return empty if the client did not give it, not null
     */
    Optional<DsnReturn> dsnReturn();

    /**
     * Returns the notifications that the sender wants about one recipient.
     *
     * @param recipient one of {@link #recipients()}
     * @return {@link SmtpDsnRequest#NONE} if the client did not ask for any, or if it is not a recipient; not null
     */
    SmtpDsnRequest dsnRequest(SmtpAddress recipient);
}
