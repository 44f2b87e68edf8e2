package org.smtpconnector.inbox.search;

/** The end of a mail transaction. */
public enum Outcome {
    /** The message is stored, the client has heard 250. */
    ACCEPTED,
    /** A bean or a rule has refused it. */
    REJECTED,
    /** It was rolled back; the client was asked to try again. */
    FAILED
}
