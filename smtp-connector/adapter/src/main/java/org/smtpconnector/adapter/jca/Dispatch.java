package org.smtpconnector.adapter.jca;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.smtpconnector.adapter.events.Handling;
import org.smtpconnector.adapter.events.Handling.Result;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionSnapshot;

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

    /**
     * What every question has.
     *
     * @param session as it is now
     * @param scope what belongs to the connection
     * @param id for log and reply: of the transaction, or of the session if there is none
     * @param deadline as {@link System#nanoTime()}
     */
    record Context(SessionSnapshot session, SessionScope scope, String id, long deadline) {}

    private final Hook hook;
    private final Context context;
    private final Outcomes outcomes;
    private final BeanSession session;
    private final Later later;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** As {@link System#nanoTime()}. */
    private final long asked = System.nanoTime();

    /** When the application was called; written before the state, and of no meaning while waiting. */
    private long called;

    /** Not started. */
    Dispatch(Hook hook, Context context, Later later) {
        this.hook = hook;
        this.context = context;
        this.outcomes = new Outcomes(context.id());
        this.session = new BeanSession(context.session(), context.scope());
        this.later = later;
    }

    /** What is called on each bean. */
    final Hook hook() {
        return hook;
    }

    /** The beans that are called, at least one. */
    abstract List<SmtpActivation> beans();

    /** The session, as the beans see it. */
    final BeanSession session() {
        return session;
    }

    /** In whose name the beans are called; null for nobody's. */
    final Identity identity() {
        return context.scope().identity();
    }

    /** The class loader of the application that is called; of the first, if there are several. */
    final ClassLoader loader() {
        return beans().get(0).loader();
    }

    /** Calls the application, on a thread of the container. */
    abstract DeliveryOutcome perform();

    /** What to tell the client after a commit. */
    abstract HookResult committed();

    /** Answers what came of it. */
    final void answer(DeliveryOutcome outcome) {
        answer(
                result(outcome),
                outcome instanceof DeliveryOutcome.Committed ? committed() : outcomes.decision(outcome));
    }

    private static Result result(DeliveryOutcome outcome) {
        if (outcome instanceof DeliveryOutcome.Committed) {
            return Result.COMMITTED;
        } else if (outcome instanceof DeliveryOutcome.Refused) {
            return Result.REFUSED;
        } else if (outcome instanceof DeliveryOutcome.RolledBack) {
            return Result.ROLLED_BACK;
        } else if (outcome instanceof DeliveryOutcome.Vetoed) {
            return Result.UNWANTED;
        }
        return outcome instanceof DeliveryOutcome.Exhausted ? Result.UNAVAILABLE : Result.FAILED;
    }

    /** Answers that there was no endpoint, no thread or no room for it. */
    final void refuse(SmtpReply reply) {
        answer(Result.UNAVAILABLE, new HookResult.Answer(reply));
    }

    /** Begins; false if it has been answered meanwhile or nobody wants to know any more. */
    final boolean begin() {
        if (!later.isWanted()) {
            answer(Result.UNWANTED, Outcomes.UNAVAILABLE);
            return false;
        }
        if (!beans().stream().allMatch(SmtpActivation::isActive)) {
            refuse(Replies.BUSY);
            return false;
        }
        called = System.nanoTime();
        return state.compareAndSet(State.WAITING, State.RUNNING);
    }

    /** It could not be performed now, and waits again; false if it has been answered meanwhile. */
    final boolean waitAgain() {
        return state.compareAndSet(State.RUNNING, State.WAITING);
    }

    /** Whether anyone still waits for the answer. */
    final boolean isWaitedFor() {
        return later.isWanted() && state.get() == State.RUNNING;
    }

    /** Asked just before the commit: true if the answer is still wanted, and then it will be this outcome. */
    final boolean claim() {
        return later.isWanted() && state.compareAndSet(State.RUNNING, State.COMMITTING);
    }

    private void answer(Result result, HookResult decision) {
        State before = state.getAndSet(State.ANSWERED);
        if (before != State.ANSWERED) {
            later.handled(handling(result, before));
            Duration delay = session.returned();
            if (delay.isZero()) {
                later.decided(decision);
            } else {
                later.decidedAfter(delay, decision);
            }
        }
    }

    /**
     * Answers if the time is over.
     *
     * @param now {@link System#nanoTime()}
     * @return whether it is answered
     */
    final boolean expire(long now) {
        if (now - context.deadline() >= 0) {
            if (state.compareAndSet(State.WAITING, State.ANSWERED)) {
                later.handled(handling(Result.UNAVAILABLE, State.WAITING));
                later.decided(Outcomes.UNAVAILABLE);
            } else if (state.compareAndSet(State.RUNNING, State.ANSWERED)) {
                later.handled(handling(Result.TIMED_OUT, State.RUNNING));
                later.decided(outcomes.timedOut());
            }
        }
        return state.get() == State.ANSWERED;
    }

    private Handling handling(Result result, State before) {
        long now = System.nanoTime();
        List<String> names = beans().stream().map(SmtpActivation::beanName).toList();
        return before == State.WAITING
                ? new Handling(result, names, now - asked, 0)
                : new Handling(result, names, called - asked, now - called);
    }
}
