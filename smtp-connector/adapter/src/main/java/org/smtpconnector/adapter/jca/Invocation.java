package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.smtpconnector.adapter.config.LogSafe;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.Verdict;

/**
 * One call of one hook of one or several beans, on its way to them and back. It is answered exactly once: by what came of it, or by the
 * end of its time, whichever comes first. Once its commit has begun, time does not count any more: a message that may be committed must
 * not be answered 451.
 *
 * <p>{@link DeliveryLifecycle} moves it through its states; a bean is only ever called while it is {@code RUNNING}.
 */
abstract class Invocation implements EndpointInvoker.Call {

    /** The state of a call; each transition is one compare-and-set. */
    private enum State {
        /** It waits for a permit. */
        WAITING,
        /** A lane has it, and has not begun it. */
        SCHEDULED,
        RUNNING,
        COMMITTING,
        ANSWERED
    }

    /**
     * The circumstances of a call.
     *
     * @param session as it is now
     * @param scope the state that belongs to the connection
     * @param id for log and reply: of the transaction, or of the session if there is none
     * @param asked the time of the call, on the clock of the queue, in nanoseconds
     * @param deadline the time at which the call is too old, on the same clock
     */
    record Context(SessionSnapshot session, ConnectionScope scope, String id, long asked, long deadline) {}

    private static final System.Logger LOG = System.getLogger(Invocation.class.getName());

    /** Causes of an exception that are followed, since there may be a circle. */
    private static final int MAX_CAUSES = 50;

    private final Hook hook;
    private final Context context;
    private final List<EndpointActivation> beans;
    private final SessionView session;
    private final VerdictCallback callback;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** The time at which the beans were called; written before the state becomes RUNNING. */
    private long called;

    /**
     * Makes a call that waits.
     *
     * @param beans the beans that are called, in this order; at least one
     */
    Invocation(Hook hook, Context context, List<EndpointActivation> beans, VerdictCallback callback) {
        this.hook = hook;
        this.context = context;
        this.beans = List.copyOf(beans);
        this.session = new SessionView(context.session(), context.scope());
        this.callback = callback;
    }

    /** Returns the method that is called on each bean. */
    final Hook hook() {
        return hook;
    }

    @Override
    public final List<EndpointActivation> beans() {
        return beans;
    }

    /** Returns the session, as the beans see it. */
    final SessionView session() {
        return session;
    }

    /** Returns the user in whose name the beans are called; null for none. */
    final Caller caller() {
        return context.session().caller().orElse(null);
    }

    /** Returns the class loader of the application that is called; of the first one, if there are several. */
    final ClassLoader loader() {
        return beans.get(0).loader();
    }

    /** Tells whether the call is never refused for lack of room or time: nobody waits for it, and the beans count on it. */
    boolean isPromised() {
        return false;
    }

    /** Tells whether a call that has begun counts also if the client goes away meanwhile: the beans are told of its end. */
    boolean outlivesClient() {
        return false;
    }

    /** Returns the time at which the session asked, on the clock of the queue. */
    final long asked() {
        return context.asked();
    }

    /** Returns the time, in nanoseconds, that the call may take. */
    final long patience() {
        return context.deadline() - context.asked();
    }

    /**
     * Calls the beans, on a thread of the container.
     *
     * @return what came of it
     * @throws UnavailableException if the container has no endpoint now; then no bean has been called
     */
    abstract Verdict perform(EndpointInvoker invoker) throws UnavailableException;

    // ---- The way to the beans

    /** A lane is about to take it; false if the call has been answered meanwhile. */
    final boolean schedule() {
        return state.compareAndSet(State.WAITING, State.SCHEDULED);
    }

    /**
     * The lane begins it.
     *
     * @param now the time
     * @return false if no bean is to be called: the call is answered
     */
    final boolean begin(long now) {
        called = now;
        if (!state.compareAndSet(State.SCHEDULED, State.RUNNING)) {
            return false;
        }
        // Looked at only now: who deactivates a bean waits for the calls that are RUNNING.
        if (!beans.stream().allMatch(EndpointActivation::isActive)) {
            refuse(Replies.BUSY, now);
        } else if (!callback.isWanted()) {
            answer(unwanted(), now);
        }
        return state.get() == State.RUNNING;
    }

    /** The call waits again, because the container had no endpoint or no thread; false if it has been answered meanwhile. */
    final boolean waitAgain() {
        return state.compareAndSet(State.RUNNING, State.WAITING) || state.compareAndSet(State.SCHEDULED, State.WAITING);
    }

    final boolean isAnswered() {
        return state.get() == State.ANSWERED;
    }

    /** Tells whether the session still waits for the verdict. */
    final boolean isWaitedFor() {
        return callback.isWanted() && state.get() == State.RUNNING;
    }

    /** Asked once, just before the commit: true if the verdict is still wanted; from then on only the commit decides. */
    @Override
    public final boolean claim() {
        return (outlivesClient() || callback.isWanted()) && state.compareAndSet(State.RUNNING, State.COMMITTING);
    }

    // ---- The way back

    /** Answers with what came of the call; does nothing if it has been answered. */
    final void answer(Verdict verdict, long now) {
        State before = state.getAndSet(State.ANSWERED);
        if (before != State.ANSWERED) {
            callback.decided(timed(verdict, before, now), session.returned());
        }
    }

    /** Answers that there was no endpoint, no thread or no room. */
    final void refuse(SmtpReply reply, long now) {
        answer(Verdict.refused(reply, Outcome.UNAVAILABLE), now);
    }

    /**
     * Answers if the time is over.
     *
     * @param now the time
     * @param log to which the log line goes: event loops call this
     * @return whether the call is answered
     */
    final boolean expire(long now, LogWriter log) {
        if (now - context.deadline() >= 0) {
            if (!isPromised() && (expire(State.WAITING, now) || expire(State.SCHEDULED, now))) {
                return true;
            }
            if (expire(State.RUNNING, now)) {
                // Made at once: a line that waits for a log that hangs must not keep the call, which has the message.
                String line = "Transaction " + context.id() + " took longer than timeout.processing = "
                        + Duration.ofNanos(context.deadline() - context.asked()) + " and is rolled back; the call of "
                        + beans.stream().map(EndpointActivation::beanName).collect(Collectors.joining(", "))
                        + " keeps its thread and its share of max-processings until it returns";
                log.add(LOG, WARNING, () -> line, null);
            }
        }
        return isAnswered();
    }

    private boolean expire(State from, long now) {
        if (!state.compareAndSet(from, State.ANSWERED)) {
            return false;
        }
        Verdict verdict = from == State.RUNNING
                ? Verdict.refused(Replies.PROCESSING_TIMEOUT, Outcome.TIMED_OUT)
                : Verdict.refused(Replies.BUSY, Outcome.UNAVAILABLE);
        session.returned(); // what a bean asks of the reply from now on comes too late
        callback.decided(timed(verdict, from, now), Duration.ZERO);
        return true;
    }

    /** Adds the beans and the times. */
    private Verdict timed(Verdict verdict, State before, long now) {
        List<String> names = beans.stream().map(EndpointActivation::beanName).toList();
        boolean wasCalled = before == State.RUNNING || before == State.COMMITTING;
        long until = wasCalled ? called : now;
        return new Verdict(
                verdict.result(),
                verdict.outcome(),
                names,
                Math.max(0, until - context.asked()),
                wasCalled ? Math.max(0, now - called) : 0);
    }

    // ---- What may come of a call besides a commit; the log has the cause, the client never hears it

    /** A bean has refused, and everything was rolled back. */
    @Override
    public final Verdict refused(SmtpRejectedException refusal) {
        LOG.log(DEBUG, () -> "Transaction " + context.id() + " was refused by the bean", refusal);
        return Verdict.refused(refusal.reply(), Outcome.REFUSED_BY_BEAN);
    }

    /** Something failed, and everything was rolled back. */
    @Override
    public final Verdict failed(String what, Throwable cause) {
        LOG.log(
                WARNING,
                "Transaction " + context.id() + " was answered 451 4.3.0 and rolled back: " + what + ": " + root(cause),
                cause);
        return Verdict.refused(Replies.failure(context.id()), Outcome.FAILED);
    }

    /** Returns the first cause with its place, so that the line with the id has both. */
    private static String root(Throwable thrown) {
        try {
            Throwable root = thrown;
            for (int depth = 0; root.getCause() != null && depth < MAX_CAUSES; depth++) {
                root = root.getCause();
            }
            StackTraceElement[] stack = root.getStackTrace();
            return LogSafe.escape(root.toString()) + (stack.length == 0 ? "" : " at " + stack[0]);
        } catch (RuntimeException e) {
            return thrown.getClass().getName(); // The methods of an exception are the application's.
        }
    }

    /** The transaction was rolled back without an exception. */
    @Override
    public final Verdict rolledBack() {
        LOG.log(
                WARNING,
                "Transaction {0} was answered 451 4.3.0 and rolled back without an exception: a bean, or code that it called, set"
                        + " it to rollback-only, or it took longer than the container''s transaction time-out",
                context.id());
        return Verdict.refused(Replies.failure(context.id()), Outcome.ROLLED_BACK);
    }

    /** The client had gone before the commit, and everything was rolled back. */
    @Override
    public final Verdict unwanted() {
        LOG.log(DEBUG, "Transaction {0}: the client has gone before the commit: rolled back", context.id());
        return Verdict.refused(Replies.CLIENT_GONE, Outcome.DISCONNECTED);
    }

    @Override
    public String toString() {
        return name() + ", " + state.get();
    }

    /** Returns the method and the id of the transaction or session, for messages. */
    final String name() {
        return hook.methodName() + " of " + context.id();
    }

    /** Makes the result of a committed call. */
    static Verdict accepted(HookResult result) {
        return Verdict.of(result);
    }
}
