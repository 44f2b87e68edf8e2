package org.smtpconnector.adapter.transport;

import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpQuestion;

/**
 * What the transport asks of the application's side. Called on an event loop: must return at once and never run
 * application code there.
 */
public interface SmtpApplication {

    /** Where a decision goes that is not there yet. */
    interface Later {

        /**
         * Gives the decision; from any thread, exactly once, also if it is not wanted any more: only then is the content
         * of a message closed.
         *
         * @param decision not null
         * @throws IllegalStateException if it has been given before
         */
        void decided(SmtpDecision decision);

        /**
         * Tells whether anyone still waits for the decision: false once the client has gone, or has closed its side of
         * the connection without having sent anything after the message. In the latter case the decision is sent all the
         * same, should the client be there to read it.
         *
         * @return may change to false at any time; a volatile read
         */
        boolean isWanted();
    }

    /**
     * Answers about one recipient.
     *
     * @return the decision, or null if it will be given to {@code later}
     */
    SmtpDecision rcptTo(SmtpQuestion.RcptTo question, Later later);

    /**
     * Takes a message. The content belongs to the transport, which closes it once the decision is given.
     *
     * @param content readable from any thread until the decision is given, or the listener has been closed and its grace is
     *     over
     */
    void message(SmtpQuestion.Message question, SpooledContent content, Later later);
}
