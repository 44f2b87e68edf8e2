package org.smtpconnector.inbox.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The moment of a session at which a rule is looked at; in the order of a session, in which more and more is known. */
public enum Stage {
    /** The client has connected, and has heard nothing. */
    CONNECT,
    /** The client has shown a credential. */
    AUTH,
    /** The sender is named. */
    MAIL,
    /** A recipient is named. */
    RCPT,
    /** The client wants to send the content. */
    DATA,
    /** The content has been received. */
    BODY;

    /** Tells whether a rule can have a pattern: the fact is known at this stage. */
    boolean knows(String pattern) {
        return switch (pattern) {
            case "sender" -> compareTo(MAIL) >= 0;
            case "recipient" -> compareTo(RCPT) >= 0;
            case "subject" -> this == BODY;
            default -> false;
        };
    }

    /** As in the configuration and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Stage> of(String word) {
        return Arrays.stream(values())
                .filter(stage -> stage.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
