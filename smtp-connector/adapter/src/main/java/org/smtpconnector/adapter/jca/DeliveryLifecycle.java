package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.smtpconnector.protocol.Replies;

/**
 * The lifecycle of all calls of one listener into the container: their permits, their clock, and their quiescence. It bounds how many calls are with the beans at once, and keeps the others in order. Safe for use by several threads.
 *
 * <p>A call holds its permit from the moment when a Work is scheduled for it until the beans have really returned, also if it was answered
 * for lack of time before; if the Work never begins, until the end of the call's time. Whatever the container throws, drops, delays or
 * runs twice: an {@link Attempt} gives its permit back exactly once, and no exception reaches the session that happens to be adding a call.
 *
 * <p>The bound is {@code max-processings}, or what the container gives if that is less: when an endpoint or a thread cannot be had, the
 * bound falls to what is running, and rises again by one with each {@link #tick}. A bean may have a bound of its own; calls that wait for
 * that bean are overtaken by those that do not.
 */
final class DeliveryLifecycle {

    private static final System.Logger LOG = System.getLogger(DeliveryLifecycle.class.getName());

    private final ContainerServices container;
    private final Consumer<Hook> onScheduled;
    private final int max;
    private final int maxWaiting;
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private final Set<Attempt> running = new LinkedHashSet<>();

    private int permits;

    /**
     * Makes an empty queue.
     *
     * @param onScheduled told of each Work that is given to the container, before it is
     * @param max calls that are with the beans at once
     * @param maxWaiting calls that wait; one more is answered at once
     */
    DeliveryLifecycle(ContainerServices container, Consumer<Hook> onScheduled, int max, int maxWaiting) {
        this.container = container;
        this.onScheduled = onScheduled;
        this.max = max;
        this.maxWaiting = maxWaiting;
        this.permits = max;
    }

    // ---- Calls

    /** Takes a call; returns at once and never throws. */
    void add(Invocation call) {
        synchronized (this) {
            waiting.addLast(call);
        }
        startWaiting();
        boolean tooMany;
        synchronized (this) {
            tooMany = waiting.size() > maxWaiting && !call.isPromised() && waiting.removeLastOccurrence(call);
        }
        if (tooMany) {
            call.refuse(Replies.QUEUE_FULL, now());
        }
    }

    long now() {
        return container.clock().getAsLong();
    }

    /** Returns the number of calls that may be with the beans at once, as far as is known now. */
    synchronized int permits() {
        return permits;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized int running() {
        return running.size();
    }

    /** Tells whether one more call would be refused. */
    synchronized boolean isFull() {
        return running.size() >= permits && waiting.size() >= maxWaiting;
    }

    /**
     * Ends calls whose time is over, and tries the container's pools again; called a few times each second, also while draining.
     */
    void tick() {
        long now = now();
        List<Invocation> calls;
        synchronized (this) {
            permits = Math.min(max, permits + 1);
            calls = new ArrayList<>(waiting);
            running.forEach(attempt -> calls.add(attempt.call));
        }
        calls.forEach(call -> call.expire(now));
        synchronized (this) {
            waiting.removeIf(Invocation::isAnswered);
            // A Work that has not begun will find that its permit is another's, and do nothing.
            List<Attempt> idle = running.stream()
                    .filter(attempt -> !attempt.begun && (attempt.call.isAnswered() || attempt.isDroppedPromise(now)))
                    .toList();
            idle.forEach(attempt -> {
                giveBack(attempt);
                if (attempt.call.waitAgain()) {
                    waiting.addFirst(attempt.call);
                }
            });
        }
        startWaiting();
    }

    /**
     * Answers the calls that wait for a bean that is not active any more, and waits until the bean has returned from those that it has.
     *
     * @return false if the bean did not return within the time
     */
    boolean awaitReturn(EndpointActivation bean, Duration time) {
        List<Invocation> refused;
        synchronized (this) {
            refused =
                    waiting.stream().filter(call -> call.beans().contains(bean)).toList();
            waiting.removeAll(new HashSet<>(refused));
        }
        refused.forEach(call -> call.refuse(Replies.BUSY, now()));
        try {
            return container.waiting().await(this, () -> !isCalled(bean), time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A Work that has not begun finds the bean inactive when it does. */
    private synchronized boolean isCalled(EndpointActivation bean) {
        return running.stream()
                .anyMatch(attempt -> attempt.begun && attempt.call.beans().contains(bean));
    }

    private void startWaiting() {
        for (Attempt next = next(); next != null; next = next()) {
            Attempt attempt = next;
            onScheduled.accept(attempt.call.hook());
            container.works().schedule(attempt.call.loader(), attempt.call.caller(), attempt);
        }
    }

    /** Takes a permit for the call that has waited longest of those that may begin; null if none may. */
    private synchronized Attempt next() {
        if (running.size() >= permits) {
            return null;
        }
        Set<EndpointActivation> awaited = new HashSet<>();
        for (Iterator<Invocation> candidates = waiting.iterator(); candidates.hasNext(); ) {
            Invocation candidate = candidates.next();
            if (candidate.beans().stream().noneMatch(awaited::contains) && acquire(candidate.beans())) {
                candidates.remove();
                Attempt attempt = new Attempt(candidate);
                running.add(attempt);
                if (candidate.schedule()) {
                    return attempt;
                }
                giveBack(attempt); // its time was over
            }
            // Otherwise a call that waits for several beans would be overtaken for ever.
            candidate.beans().stream().filter(EndpointActivation::isBounded).forEach(awaited::add);
        }
        return null;
    }

    /** All or none. A bean of several listeners that is freed in one of them is found free in the others at the next tick. */
    private static boolean acquire(List<EndpointActivation> beans) {
        for (int i = 0; i < beans.size(); i++) {
            if (!beans.get(i).tryAcquire()) {
                beans.subList(0, i).forEach(EndpointActivation::release);
                return false;
            }
        }
        return true;
    }

    /** Gives a permit back, once for each attempt; true if this was the time. */
    private synchronized boolean giveBack(Attempt attempt) {
        if (!running.remove(attempt)) {
            return false;
        }
        attempt.call.beans().forEach(EndpointActivation::release);
        notifyAll();
        return true;
    }

    /** One permit, and the Work that was scheduled with it. */
    private final class Attempt implements WorkScheduler.Task {

        private final Invocation call;
        private final long since = now();

        /** Whether the beans may be running, or never will; guarded by the queue. */
        private boolean begun;

        Attempt(Invocation call) {
            this.call = call;
        }

        /** Tells whether the attempt still has its permit when the container comes to the Work; if so, it keeps it until {@link #end}. */
        private boolean begin() {
            synchronized (DeliveryLifecycle.this) {
                begun = running.contains(this);
                return begun;
            }
        }

        /** Whether the container has dropped the Work of a call that must be made all the same. */
        boolean isDroppedPromise(long now) {
            return call.isPromised() && now - since >= call.patience();
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            boolean again = false;
            try {
                if (call.begin(now())) {
                    call.answer(call.perform(container.invoker()), now());
                }
            } catch (UnavailableException e) {
                LOG.log(DEBUG, () -> "No endpoint for " + call, e);
                again = call.waitAgain();
            } catch (Throwable e) { // NOPMD an error of ours or the container's: the session must not wait for ever
                LOG.log(ERROR, "A delivery failed: " + call, e);
                call.answer(call.failed("the delivery failed", e), now());
            } finally {
                end(again);
            }
        }

        @Override
        public void notRun(Throwable why) {
            LOG.log(WARNING, "The container's WorkManager has no thread for " + call, why);
            if (begin()) {
                end(call.waitAgain());
            }
        }

        /**
         * Gives the permit back.
         *
         * @param again whether the call waits again, at the head of the queue: as much as is running now is all that the container gives,
         *     until a call returns or the next tick
         */
        private void end(boolean again) {
            synchronized (DeliveryLifecycle.this) {
                if (giveBack(this)) {
                    if (again) {
                        waiting.addFirst(call);
                        permits = Math.min(permits, running.size());
                    } else {
                        permits = Math.max(permits, 1);
                    }
                }
            }
            if (!again) {
                startWaiting();
            }
        }
    }
}
