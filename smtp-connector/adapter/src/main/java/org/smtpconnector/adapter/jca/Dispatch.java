package org.smtpconnector.adapter.jca;

import java.util.concurrent.atomic.AtomicReference;
import org.smtpconnector.adapter.transport.SmtpApplication.Later;
import org.smtpconnector.protocol.SmtpDecision;

/**
 * A question on its way to the application and back. It is answered exactly once: by its outcome, or by the end of the
 * time that it may take; whichever comes first. Once its commit has begun, time no longer counts: what may have been
 * committed must not be answered 451.
 */
abstract class Dispatch {

    private enum State {
        WAITING,
        RUNNING,
        COMMITTING,
        ANSWERED
    }

    private final Outcomes outcomes;
    private final Later later;
    private final long deadline;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /**
     * Not started.
     *
     * @param deadline as {@link System#nanoTime()}
     */
    Dispatch(Outcomes outcomes, Later later, long deadline) {
        this.outcomes = outcomes;
        this.later = later;
        this.deadline = deadline;
    }

    /** The class loader of the application that is called (of the first, if there are several). */
    abstract ClassLoader loader();

    /** Calls the application, on a thread of the container. */
    abstract DeliveryOutcome perform();

    /** What to tell the client after a commit. */
    abstract SmtpDecision committed();

    /** Answers what came of it. */
    final void answer(DeliveryOutcome outcome) {
        answer(outcome instanceof DeliveryOutcome.Committed ? committed() : outcomes.decision(outcome));
    }

    /** Answers that there was no endpoint or no thread for it. */
    final void answerUnavailable() {
        answer(Outcomes.UNAVAILABLE);
    }

    /** Begins; false if it has been answered meanwhile or nobody wants to know any more. */
    final boolean begin() {
        if (!later.isWanted()) {
            answerUnavailable();
            return false;
        }
        return state.compareAndSet(State.WAITING, State.RUNNING);
    }

    /** It could not be performed now, and waits again; false if it has been answered meanwhile. */
    final boolean waitAgain() {
        return state.compareAndSet(State.RUNNING, State.WAITING);
    }

    /** Asked just before the commit: true if the answer is still wanted, and then it will be this outcome. */
    final boolean claim() {
        return later.isWanted() && state.compareAndSet(State.RUNNING, State.COMMITTING);
    }

    private void answer(SmtpDecision decision) {
        if (state.getAndSet(State.ANSWERED) != State.ANSWERED) {
            later.decided(decision);
        }
    }

    /**
     * Answers if the time is over.
     *
     * @param now {@link System#nanoTime()}
     * @return whether it is answered
     */
    final boolean expire(long now) {
        if (now - deadline >= 0) {
            if (state.compareAndSet(State.WAITING, State.ANSWERED)) {
                later.decided(Outcomes.UNAVAILABLE);
            } else if (state.compareAndSet(State.RUNNING, State.ANSWERED)) {
                later.decided(outcomes.timedOut());
            }
        }
        return state.get() == State.ANSWERED;
    }
}
