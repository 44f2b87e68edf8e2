package org.smtpconnector.adapter.session;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.smtpconnector.adapter.events.Handling;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.protocol.HookResult;

/**
 * One open question: brings its decision back to the session's event loop, at once or after a delay, and the content to its
 * end.
 */
public final class PendingDecision implements SmtpApplication.Later, Runnable {

    private final Questions questions;
    /** Null if the question was not about a message. */
    private final Spool content;

    private final Consumer<HookResult> then;
    private final AtomicReference<HookResult> decision = new AtomicReference<>();
    private volatile boolean wanted = true;

    /** Null if beans had no say; written before the decision. */
    private Handling handling;

    /** The timer of a delay; null if there is none. On the event loop. */
    private Future<?> delay;

    /**
     * @param then what is done with the decision, on the event loop, if the session still waits for it
     */
    public PendingDecision(Questions questions, Spool content, Consumer<HookResult> then) {
        this.questions = questions;
        this.content = content;
        this.then = then;
    }

    @Override
    public void handled(Handling given) {
        handling = given;
    }

    @Override
    public void decided(HookResult given) {
        take(given);
        // Also when this is called on the loop: the engine may be in the middle of asking.
        hop(this);
    }

    @Override
    public void decidedAfter(Duration time, HookResult given) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A delay of " + time + "; expected 0 or more");
        }
        long nanos = time.toNanos();
        take(given);
        // The timer is set on the loop, so that the calling thread keeps nothing of Netty's.
        hop(() -> {
            closeContent();
            if (questions.isOpen(this)) {
                delay = questions.schedule(this, nanos);
            }
        });
    }

    private void hop(Runnable task) {
        try {
            questions.execute(task);
        } catch (RejectedExecutionException e) {
            // The loop has ended: nobody waits, and nobody else will close the content.
            closeContent();
            questions.tooLate(this);
        }
    }

    /** Marks this as answered, so that a second answer is found out. */
    private void take(HookResult given) {
        if (!decision.compareAndSet(null, Objects.requireNonNull(given, "decision"))) {
            throw new IllegalStateException("The decision has been given before: " + decision.get());
        }
    }

    @Override
    public boolean isWanted() {
        return wanted;
    }

    /** The client has gone, or seems to have; or what was asked does not matter any more. */
    public void unwanted() {
        wanted = false;
    }

    /** What beans did about it; null if they had no say. */
    public Handling handling() {
        return handling;
    }

    /** Does what is to be done with the decision. */
    public void apply() {
        then.accept(decision.get());
    }

    /** Ends the delay before its time; true if there was one, whose decision has not been applied. */
    public boolean endDelay() {
        return delay != null && delay.cancel(false);
    }

    /** May be called more than once. */
    public void closeContent() {
        if (content != null) {
            content.close();
        }
    }

    /** On the event loop. */
    @Override
    public void run() {
        questions.decided(this);
    }
}
