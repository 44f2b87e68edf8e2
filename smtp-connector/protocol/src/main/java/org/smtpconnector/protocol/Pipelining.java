package org.smtpconnector.protocol;

import java.util.Set;
import org.smtpconnector.api.SmtpReply;

/**
 * Whether the client waits for replies where it has to (RFC 2920 section 3.1): always, if PIPELINING is switched off; and
 * after DATA that was refused, since what comes with it may be a body, which must not be run as commands.
 */
final class Pipelining {

    private final boolean allowed;
    /** The command at hand, until it has been answered; null if there is none. */
    private Verb executing;
    /** Whether a reply was given to input that more input came with. */
    private boolean ahead;
    /** Whether there is input that was given and not taken. */
    private boolean unread;

    private boolean bodyMayFollow;

    Pipelining(Set<Extension> extensions) {
        allowed = extensions.contains(Extension.PIPELINING);
    }

    /** Input is given: what was left, and perhaps more. */
    void given() {
        ahead &= unread;
    }

    /** As much as possible of the input has been taken. */
    void taken(boolean all) {
        unread = !all;
    }

    /** Whether there is input that has to wait. */
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

    /** Whether the input at hand should have waited for the last reply. */
    boolean isEarly() {
        return ahead && (bodyMayFollow || !allowed);
    }
}
