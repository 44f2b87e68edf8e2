package org.smtpconnector.protocol;

import java.util.Set;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.syntax.Verb;

/**
 * Watches whether the client waits for replies where it has to (RFC 2920 section 3.1): always, if PIPELINING is switched off; and
 * after DATA that was refused, since the input with it may be a body, which must not be run as commands.
 */
final class Pipelining {

    private final boolean allowed;
    /** The command at hand, until it has been answered; null if there is none. */
    private Verb executing;
    /** Whether there was more input together with the input that was answered last. */
    private boolean ahead;
    /** Whether there is input that the engine was given and has not taken. */
    private boolean unread;

    private boolean bodyMayFollow;

    Pipelining(Set<Extension> extensions) {
        allowed = extensions.contains(Extension.PIPELINING);
    }

    /** The engine is given input: the rest of the last, and perhaps more. */
    void given() {
        ahead &= unread;
    }

    /** The engine has taken as much of the input as it could. */
    void taken(boolean all) {
        unread = !all;
    }

    /** Returns whether there is input that has to wait. */
    boolean isUnread() {
        return unread;
    }

    /** The next reply is the one to this command. */
    void executing(Verb verb) {
        executing = verb;
    }

    /** A reply is queued. */
    void replied(SmtpReply reply) {
        ahead = true;
        bodyMayFollow = executing == Verb.DATA && !reply.isPositive();
        executing = null;
    }

    /** Returns whether the input at hand should have waited for the last reply. */
    boolean isEarly() {
        return ahead && (bodyMayFollow || !allowed);
    }
}
