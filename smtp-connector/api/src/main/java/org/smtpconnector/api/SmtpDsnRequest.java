package org.smtpconnector.api;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The notifications that the sender wants about one recipient (RFC 3461 section 4). Immutable.
 *
 * @param conditions when a notification is wanted (NOTIFY); empty if the client said nothing, which means that failures and
 *     perhaps delays are to be reported; {@link Condition#NEVER} stands alone
 * @param originalRecipient the address that the message was first sent to (ORCPT), decoded, with its type and the
 *     semicolon: {@code rfc822;bob@example.org}; empty if the client said nothing; a claim
 */
public record SmtpDsnRequest(Set<Condition> conditions, Optional<String> originalRecipient) {

    /** The client asked for nothing in particular. */
    public static final SmtpDsnRequest NONE = new SmtpDsnRequest(Set.of(), Optional.empty());

    /** When a notification is wanted (RFC 3461 section 4.1). */
    public enum Condition {
        /** In no case. */
        NEVER,
        /** When the message has been delivered. */
        SUCCESS,
        /** When it cannot be delivered. */
        FAILURE,
        /** When the delivery takes longer than usual. */
        DELAY
    }

    /**
     * Checks the values, and copies the set.
     *
     * @throws IllegalArgumentException if {@link Condition#NEVER} stands beside another condition
     */
    public SmtpDsnRequest {
        conditions = Set.copyOf(conditions);
        Objects.requireNonNull(originalRecipient, "originalRecipient");
        if (conditions.contains(Condition.NEVER) && conditions.size() > 1) {
            throw new IllegalArgumentException("NEVER must stand alone, not in " + conditions);
        }
    }
}
