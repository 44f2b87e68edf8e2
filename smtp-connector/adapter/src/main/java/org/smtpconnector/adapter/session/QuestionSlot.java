package org.smtpconnector.adapter.session;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.Verdict;

/**
 * The one question that a session may have open with the application. All methods run on the session's event loop, except those of
 * {@link VerdictCallback}.
 */
final class QuestionSlot {

    /** The session that asks. */
    interface Owner {

        /** Does what follows from a verdict, unless the session is over. */
        void proceed(Runnable step);

        /** Tells whether the engine is not called any more. */
        boolean isOver();

        /** Records a verdict that came when the session did not wait for it any more. */
        void cameTooLate(Verdict verdict);

        /**
         * Returns the time, in nanoseconds, that the reply to a credential has to wait.
         *
         * @param elapsed nanoseconds since the credential came
         */
        long tarpit(Verdict verdict, long elapsed);
    }

    private final Owner owner;
    private final EventExecutor loop;

    /** Null if no question is open. */
    private PendingQuestion open;

    /** Whether no reply is delayed any more. */
    private boolean hurrying;

    QuestionSlot(Owner owner, EventExecutor loop) {
        this.owner = owner;
        this.loop = loop;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Whether the open question is about a message, which may be with the beans. */
    boolean isAboutMessage() {
        return open != null && open.call instanceof HookCall.Message;
    }

    /**
     * Asks the application; to be called only while no question is open.
     *
     * @param call null if the question is about the content that is being received
     * @param spool the content of a message, which is closed when the verdict is there; null if the call is not about one
     * @param asking asks; may throw
     * @param then takes a verdict that comes later
     * @return the verdict; null if it comes later
     */
    Verdict ask(HookCall call, Spool spool, Function<VerdictCallback, Verdict> asking, Consumer<Verdict> then) {
        PendingQuestion question = new PendingQuestion(call, spool, then);
        Verdict verdict;
        try {
            verdict = asking.apply(question);
        } catch (RuntimeException e) {
            question.closeContent();
            throw e;
        }
        if (verdict != null && !question.isAboutCredential()) {
            question.closeContent();
            return verdict;
        }
        open = question;
        if (verdict != null) {
            question.decided(verdict, Duration.ZERO); // every reply to a credential can be delayed
        }
        return null;
    }

    /** The verdict does not matter any more, but is still awaited. */
    void unwanted() {
        if (open != null) {
            open.wanted = false;
        }
    }

    /** Takes the content of the open question from the beans that may still read it. */
    void closeContent() {
        if (open != null) {
            open.closeContent();
        }
    }

    /** From now on no reply is delayed. */
    void hurry() {
        hurrying = true;
        if (open != null) {
            open.endDelay();
        }
    }

    /** The connection is closed: nothing is awaited any more. The content of the open question is closed when its verdict comes. */
    void release() {
        PendingQuestion last = open;
        open = null;
        if (last != null) {
            last.wanted = false;
            last.endDelay();
        }
    }

    /** Brings its verdict to the event loop, and to the session when its delay is over. */
    private final class PendingQuestion implements VerdictCallback, Runnable {

        private final HookCall call;
        private final Spool spool;
        private final Consumer<Verdict> then;
        private final long asked = loop.ticker().nanoTime();
        private final AtomicReference<Verdict> verdict = new AtomicReference<>();
        private volatile boolean wanted = true;

        /** Nanoseconds; written before the verdict crosses to the loop. */
        private long leastDelay;

        /** The timer of the delay; null if there is none. */
        private Future<?> delay;

        PendingQuestion(HookCall call, Spool spool, Consumer<Verdict> then) {
            this.call = call;
            this.spool = spool;
            this.then = then;
        }

        boolean isAboutCredential() {
            return call instanceof HookCall.Authenticate;
        }

        @Override
        public boolean isWanted() {
            return wanted;
        }

        @Override
        public void decided(Verdict given, Duration least) {
            if (least.isNegative()) {
                throw new IllegalArgumentException("A delay of " + least + "; expected 0 or more");
            }
            if (!verdict.compareAndSet(null, Objects.requireNonNull(given, "verdict"))) {
                throw new IllegalStateException("A verdict has been given before: " + verdict.get());
            }
            leastDelay = least.toNanos();
            try {
                loop.execute(this); // also on the loop itself: the engine may be in the middle of asking
            } catch (RejectedExecutionException e) {
                closeContent(); // the loop has ended, and with it the session
            }
        }

        @Override
        public void run() {
            closeContent();
            long wait = leastDelay;
            if (isAboutCredential() && isAwaited()) {
                wait = Math.max(wait, owner.tarpit(verdict.get(), loop.ticker().nanoTime() - asked));
            }
            if (wait == 0 || hurrying || !isAwaited()) {
                apply();
            } else {
                delay = loop.schedule(this::apply, wait, TimeUnit.NANOSECONDS);
            }
        }

        private boolean isAwaited() {
            return open == this && !owner.isOver();
        }

        private void apply() {
            boolean awaited = isAwaited();
            if (open == this) {
                open = null;
            }
            if (awaited) {
                owner.proceed(() -> then.accept(verdict.get()));
            } else {
                owner.cameTooLate(verdict.get());
            }
        }

        /** Ends the delay before its time. */
        void endDelay() {
            if (delay != null && delay.cancel(false)) {
                apply();
            }
        }

        /** Closes the content; may be called more than once. */
        void closeContent() {
            if (spool != null) {
                spool.close();
            }
        }
    }
}
