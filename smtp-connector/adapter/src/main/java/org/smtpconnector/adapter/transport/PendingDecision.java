package org.smtpconnector.adapter.transport;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.smtpconnector.protocol.SmtpDecision;

/** One open question: brings its decision back to the session's event loop, and the content to its end. */
final class PendingDecision implements SmtpApplication.Later, Runnable {

    private final SmtpChannelHandler handler;
    /** Null if the question was not about a message. */
    private final Spool content;

    private final AtomicReference<SmtpDecision> decision = new AtomicReference<>();
    private volatile boolean wanted = true;

    PendingDecision(SmtpChannelHandler handler, Spool content) {
        this.handler = handler;
        this.content = content;
    }

    @Override
    public void decided(SmtpDecision given) {
        take(given);
        try {
            // Also when this is called on the loop: the engine may be in the middle of asking.
            handler.execute(this);
        } catch (RejectedExecutionException e) {
            // The loop has ended: nobody waits, and nobody else will close the content.
            closeContent();
        }
    }

    /** Marks this as answered, so that a second answer is found out. */
    void take(SmtpDecision given) {
        if (!decision.compareAndSet(null, Objects.requireNonNull(given, "decision"))) {
            throw new IllegalStateException("The decision has been given before: " + decision.get());
        }
    }

    @Override
    public boolean isWanted() {
        return wanted;
    }

    /** The client has gone, or seems to have. */
    void unwanted() {
        wanted = false;
    }

    SmtpDecision decision() {
        return decision.get();
    }

    /** May be called more than once. */
    void closeContent() {
        if (content != null) {
            content.close();
        }
    }

    /** On the event loop. */
    @Override
    public void run() {
        handler.decided(this);
    }
}
