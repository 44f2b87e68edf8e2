package org.smtpconnector.adapter.transport;

import java.time.Duration;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.SessionFacts;
import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpQuestion;

/**
 * What the transport asks of the application's side. Called on an event loop: must return at once and never run
 * application code there.
 */
public interface SmtpApplication {

    /** A connection begins: whom to ask about it. */
    Conversation begin();

    /** The application's side of one connection. One question at a time. */
    interface Conversation {

        /**
         * Answers the engine's question.
         *
         * @param content what was received, if the question is {@link SmtpQuestion.Message}, else null; it belongs to the
         *     transport, which closes it once the decision is given; readable from any thread until then
         * @return the decision, or null if it will be given to {@code later}
         */
        SmtpDecision ask(SmtpQuestion question, SpooledContent content, Later later);

        /** Whether {@link #headers} is worth a call for the message that begins. */
        boolean wantsHeaders();

        /** Whether {@link #data} is worth a call for the message that begins. */
        boolean wantsData();

        /**
         * The header has been received.
         *
         * @param header its octets, up to and with the empty line if there is one; the callee's to keep
         * @return {@link SmtpDecision#PROCEED}, {@link SmtpDecision.AddHeader}, a refusal, or null if it will be given to
         *     {@code later}
         */
        SmtpDecision headers(SessionFacts session, SmtpTransaction transaction, byte[] header, Later later);

        /**
         * A piece of the content has been received.
         *
         * @param chunk the callee's to keep
         * @return {@link SmtpDecision#PROCEED}, a refusal, or null if it will be given to {@code later}
         */
        SmtpDecision data(SessionFacts session, SmtpTransaction transaction, byte[] chunk, Later later);

        /** The connection is closed; called once, after which nothing is asked. */
        void ended(SessionFacts session);
    }

    /** Where a decision goes that is not there yet. */
    interface Later {

        /**
         * Gives the decision; from any thread, exactly once, also when it is no longer wanted: only this closes the content of
         * a message whose client has gone.
         *
         * @param decision not null
         */
        void decided(SmtpDecision decision);

        /**
         * Gives the decision so that its reply goes out only after a while.
         *
         * @param decision not null
         * @param delay not negative
         */
        void decidedAfter(Duration delay, SmtpDecision decision);

        /**
         * Tells whether anyone still waits for the decision: false once the client has gone.
         *
         * @return may change to false at any time
         */
        boolean isWanted();
    }
}
