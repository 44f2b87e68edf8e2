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
         * Gives the decision; from any thread, exactly once.
         *
         * @param decision not null
         */
        void decided(SmtpDecision decision);

        /**
         * Tells whether anyone still waits for the decision: false once the client has gone.
         *
         * @return may change to false at any time
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
     * @param content readable from any thread until the decision is given
     */
    void message(SmtpQuestion.Message question, SpooledContent content, Later later);
}
