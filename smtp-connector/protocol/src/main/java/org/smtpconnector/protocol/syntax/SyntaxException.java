package org.smtpconnector.protocol.syntax;

import org.smtpconnector.api.SmtpReply;

/** Ends the reading of a command or of a response, with the reply that says why. */
public final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    /**
     * Makes an exception.
     *
     * @param reply a 5xx or 421; not null
     */
    public SyntaxException(SmtpReply reply) {
        // No stack trace: what a peer sent is no error of ours.
        super(null, null, false, false);
        this.reply = reply;
    }

    /** Returns the reply that tells the client why; not null. */
    public SmtpReply reply() {
        return reply;
    }
}
