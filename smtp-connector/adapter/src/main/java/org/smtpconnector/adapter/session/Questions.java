package org.smtpconnector.adapter.session;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.events.SessionEvents;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookResult;

/** What one session asks the application, one question at a time. On its event loop, except where said otherwise. */
public final class Questions {

    private static final Logger LOG = System.getLogger(Questions.class.getName());

    private static final HookResult UNDECIDED =
            new HookResult.Answer(SmtpReply.of(451, "4.3.0", "Internal error, try again later"));

    private final SessionFlow flow;
    private final Channel channel;
    private final SessionEvents events;
    private final String sessionId;

    /** The open question; null if none. */
    private PendingDecision open;

    private boolean clientGone;
    private boolean hurrying;

    public Questions(SessionFlow flow, Channel channel, SessionEvents events, String sessionId) {
        this.flow = flow;
        this.channel = channel;
        this.events = events;
        this.sessionId = sessionId;
    }

    /**
     * Asks; to be called only while no question is open.
     *
     * @param content of a message, closed when the decision is there; null if it is not about one
     * @param then what is done with a decision that comes later
     * @return the decision; null if it comes later
     */
    public HookResult ask(Spool content, Function<Later, HookResult> question, Consumer<HookResult> then) {
        PendingDecision later = new PendingDecision(this, content, then);
        if (clientGone) {
            later.unwanted();
        }
        HookResult decision;
        try {
            decision = question.apply(later);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Session " + sessionId + ": the application could not be asked", e);
            decision = UNDECIDED;
        }
        if (decision == null) {
            open = later;
        } else {
            later.closeContent();
        }
        return decision;
    }

    /** Whether a decision is waited for. */
    public boolean isOpen() {
        return open != null;
    }

    /** Whether it is this one. */
    public boolean isOpen(PendingDecision decision) {
        return open == decision;
    }

    /** The decision is there, and its delay over. */
    public void decided(PendingDecision decision) {
        decision.closeContent();
        if (isOpen(decision)) {
            open = null;
            events.answering(decision.handling());
            flow.decided(decision);
            events.answering(null);
        } else {
            tooLate(decision);
        }
    }

    /** The connection was closed before the decision could be done. */
    public void tooLate(PendingDecision decision) {
        events.tooLate(decision.handling());
    }

    /** The open decision does not matter any more, but is waited for. */
    public void unwanted() {
        if (open != null) {
            open.unwanted();
        }
    }

    /** Tells the application that the client has gone, or seems to have. */
    public void clientGone() {
        clientGone = true;
        unwanted();
    }

    /** From now on no decision is delayed. */
    public void hurry() {
        hurrying = true;
        if (open != null && open.endDelay()) {
            decided(open);
        }
    }

    /** Takes the content of the open question from whoever may still read it. */
    public void closeContent() {
        if (open != null) {
            open.closeContent();
        }
    }

    /** Nothing is waited for any more. The content of the open question is closed when its decision comes. */
    public void release() {
        clientGone();
        PendingDecision last = open;
        open = null;
        if (last != null && last.endDelay()) {
            tooLate(last);
        }
    }

    /**
     * Does something on the event loop; from any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if it has ended
     */
    public void execute(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /** Does something after a time, in nanoseconds. */
    public Future<?> schedule(Runnable task, long time) {
        return channel.eventLoop().schedule(task, hurrying ? 0 : time, TimeUnit.NANOSECONDS);
    }
}
