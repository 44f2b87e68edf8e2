package org.smtpconnector.inbox.rest;

import java.util.Locale;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.inbox.search.Outcome;

/** The names of constants in JSON. */
final class Words {

    private Words() {}

    static String of(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** As in the BODY parameter (RFC 6152); null for null. */
    static String of(SmtpTransaction.BodyType type) {
        if (type == null) {
            return null;
        }
        return switch (type) {
            case SEVEN_BIT -> "7BIT";
            case EIGHT_BIT_MIME -> "8BITMIME";
            case BINARY_MIME -> "BINARYMIME";
        };
    }
}
