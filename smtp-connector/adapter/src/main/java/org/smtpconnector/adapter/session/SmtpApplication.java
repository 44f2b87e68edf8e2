package org.smtpconnector.adapter.session;

import java.time.Duration;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.Verdict;

/**
 * The beans' side of a listener, as its sessions see it. The methods are called on an event loop: they return at once and never
 * run application code there.
 */
public interface SmtpApplication {

    /**
     * Begins the beans' side of a new session.
     *
     * @return not null
     */
    ApplicationSession begin();

    /**
     * Returns the events of the listener.
     *
     * @return always the same; not null
     */
    ListenerEvents events();

    /**
     * The beans' side of one session. All methods are called on the session's event loop. One hook is called at a time: the next
     * one only when the verdict about the one before is there, and its delay is over.
     */
    interface ApplicationSession {

        /**
         * Calls a hook.
         *
         * @param call not null
         * @param content the content that was received, if the call is {@link HookCall.Message}, else null; the session owns it and
         *     closes it once the verdict is given; any thread may read it until then
         * @param callback takes a verdict that comes later; not null
         * @return the verdict, or null if {@code callback} will be given it
         */
        Verdict call(HookCall call, MessageContent content, VerdictCallback callback);

        /** Tells whether {@link #headers} is worth a call for the message that begins. If not, no header is collected. */
        boolean wantsHeaders();

        /** Tells whether {@link #data} is worth a call for the message that begins. If not, no content is collected. */
        boolean wantsData();

        /**
         * Shows the header that was received. A message without an empty line is all header.
         *
         * @param header its octets, with those that this server put before it, up to and with the empty line if there is one, or
         *     the first 256 KiB, which cannot be added to; may be empty; the callee keeps the array
         * @return {@link HookResult#PROCEED}, {@link HookResult.AddHeader} or a refusal in a verdict, or null if {@code callback}
         *     will be given the verdict
         */
        Verdict headers(SessionSnapshot session, SmtpTransaction transaction, byte[] header, VerdictCallback callback);

        /**
         * Shows a piece of the content that was received, as the spool has it, with all fields that were added. The pieces come in
         * order, and the last one before the call about the message.
         *
         * @param chunk 64 KiB, or less if it is the last one; not empty; the callee keeps the array
         * @return {@link HookResult#PROCEED} or a refusal in a verdict, or null if {@code callback} will be given the verdict
         */
        Verdict data(SessionSnapshot session, SmtpTransaction transaction, byte[] chunk, VerdictCallback callback);

        /** Tells whether a bean wants the connection to be closed in place of the reply to the call that it has decided. */
        boolean isDropped();

        /**
         * Tells that the connection is closed; called once, after which no hook is called. A verdict that is still awaited has no
         * effect any more.
         *
         * @param session as it was at its end; not null
         * @param told run once, on any thread, when the beans have been told; not null
         */
        void ended(SessionSnapshot session, Runnable told);
    }

    /** Takes a verdict that was not there at once. */
    interface VerdictCallback {

        /**
         * Takes the verdict; to be called exactly once, from any thread, also when the verdict is no longer wanted: only this closes
         * the content of a message whose client has gone. No thread waits during the delay; the content is closed before it; it
         * ends early when the listener closes.
         *
         * @param verdict not null
         * @param delay the least time until the reply goes out; not negative
         * @throws IllegalStateException if a verdict has been given before
         */
        void decided(Verdict verdict, Duration delay);

        /**
         * Tells whether the verdict is still wanted: false once the client has gone.
         *
         * @return may change to false at any time
         */
        boolean isWanted();
    }
}
