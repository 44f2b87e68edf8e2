package org.smtpconnector.adapter.session;

import java.time.Duration;
import org.smtpconnector.adapter.events.Handling;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SessionSnapshot;

/**
 * What the transport asks of the application's side. Called on an event loop: must return at once and never run
 * application code there.
 */
public interface SmtpApplication {

    /** A connection begins: whom to ask about it. */
    Conversation begin();

    /**
     * Who is told of what happens on the listener.
     *
     * @return always the same; not null
     */
    ListenerEvents events();

    /**
     * The application's side of one connection, always called on that connection's event loop. One question at a time: the
     * next is asked only when the decision about the one before is there, and its delay over.
     */
    interface Conversation {

        /**
         * Answers the engine's question.
         *
         * @param content what was received, if the question is {@link HookCall.Message}, else null; it belongs to the
         *     transport, which closes it once the decision is given; readable from any thread until then
         * @return the decision, or null if it will be given to {@code later}
         */
        HookResult ask(HookCall question, MessageContent content, Later later);

        /** Whether {@link #headers} is worth a call for the message that begins. If not, nothing is collected. */
        boolean wantsHeaders();

        /** Whether {@link #data} is worth a call for the message that begins. If not, nothing is collected. */
        boolean wantsData();

        /**
         * The header has been received. A message without an empty line is all header.
         *
         * @param header its octets, with those that were put before it, up to and with the empty line if there is one, or the
         *     first 256 KiB, which cannot be added to; may be empty; the callee's to keep
         * @return {@link HookResult#PROCEED}, {@link HookResult.AddHeader}, a refusal, or null if it will be given to
         *     {@code later}
         */
        HookResult headers(SessionSnapshot session, SmtpTransaction transaction, byte[] header, Later later);

        /**
         * A piece of the content has been received, as it is going to be in the spool, with all fields that were added. The
         * pieces come in order, the last one before the message is asked about.
         *
         * @param chunk 64 KiB, or less if it is the last one; not empty; the callee's to keep
         * @return {@link HookResult#PROCEED}, a refusal, or null if it will be given to {@code later}
         */
        HookResult data(SessionSnapshot session, SmtpTransaction transaction, byte[] chunk, Later later);

        /**
         * The connection is closed; called once, after which nothing is asked. A decision that is still open then is taken,
         * and has no effect.
         */
        void ended(SessionSnapshot session);
    }

    /** Where a decision goes that is not there yet. */
    interface Later {

        /**
         * Says what beans did about the question, for whoever watches; to be called at most once, just before the decision is
         * given, by the thread that gives it.
         *
         * @param handling not null
         */
        void handled(Handling handling);

        /**
         * Gives the decision; from any thread, exactly once, also when it is no longer wanted: only this closes the content of
         * a message whose client has gone.
         *
         * @param decision not null
         */
        void decided(HookResult decision);

        /**
         * Gives the decision so that its reply goes out only after a while; instead of {@link #decided}, from any thread. No
         * thread waits meanwhile. A content that was to be decided about is closed at once. The delay ends early when the
         * listener is closed.
         *
         * @param decision not null
         * @param delay not negative
         */
        void decidedAfter(Duration delay, HookResult decision);

        /**
         * Tells whether anyone still waits for the decision: false once the client has gone.
         *
         * @return may change to false at any time
         */
        boolean isWanted();
    }
}
