package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpReply;

/** Ends the parsing of a command, with the reply that says why; never leaves {@link CommandParser}. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    SyntaxException(SmtpReply reply) {
        // No stack trace: what a peer sent is no error of ours.
        super(null, null, false, false);
        this.reply = reply;
    }

    SmtpReply reply() {
        return reply;
    }
}
