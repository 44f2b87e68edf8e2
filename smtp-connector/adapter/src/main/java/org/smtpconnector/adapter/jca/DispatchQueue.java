package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.work.WorkException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.smtpconnector.protocol.Replies;

/**
 * Bounds how many questions are with the application at once, and keeps the others in order. A question holds its permit
 * until the application has really returned, also if it was answered for lack of time before.
 *
 * <p>The bound is {@code max-processings}, or what the container's pool of beans gives if that is less: when an endpoint
 * cannot be had, the bound falls to what was running, and rises again by one each {@link #tick}. A bean may have a bound of
 * its own; who waits for it is overtaken by those that do not.
 */
final class DispatchQueue {

    private static final System.Logger LOG = System.getLogger(DispatchQueue.class.getName());

    private final Works works;
    private final Consumer<Hook> count;
    private final int max;
    private final int maxWaiting;
    private final Deque<Dispatch> waiting = new ArrayDeque<>();
    private final Set<Dispatch> running = new HashSet<>();
    private int permits;

    /**
     * @param count told of each Work that is given to the container, before it is
     * @param max questions that are with the application
     * @param maxWaiting questions that wait; one more is answered at once
     */
    DispatchQueue(Works works, Consumer<Hook> count, int max, int maxWaiting) {
        this.works = works;
        this.count = count;
        this.max = max;
        this.maxWaiting = maxWaiting;
        this.permits = max;
    }

    /** Takes a question; returns at once. */
    void add(Dispatch dispatch) {
        synchronized (this) {
            waiting.addLast(dispatch);
        }
        startWaiting();
        boolean tooMany;
        synchronized (this) {
            tooMany = waiting.size() > maxWaiting && waiting.removeLastOccurrence(dispatch);
        }
        if (tooMany) {
            dispatch.refuse(Replies.QUEUE_FULL);
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Whether one more question would be refused. */
    synchronized boolean isFull() {
        return running.size() >= permits && waiting.size() >= maxWaiting;
    }

    synchronized int running() {
        return running.size();
    }

    /** Waits until a bean, which gets no more questions, has returned from those that it has. */
    synchronized void awaitReturn(SmtpActivation bean, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis();
                    left > 0
                            && running.stream()
                                    .anyMatch(dispatch -> dispatch.beans().contains(bean));
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks after time-outs, and tries the container's pool again; called a few times each second. */
    void tick() {
        long now = System.nanoTime();
        List<Dispatch> all;
        synchronized (this) {
            permits = Math.min(max, permits + 1);
            all = new ArrayList<>(running);
            all.addAll(waiting);
        }
        List<Dispatch> over =
                all.stream().filter(dispatch -> dispatch.expire(now)).toList();
        synchronized (this) {
            waiting.removeAll(over); // those that run keep their permits
        }
        startWaiting();
    }

    private void start(Dispatch dispatch) {
        count.accept(dispatch.hook());
        try {
            works.schedule(dispatch.loader(), dispatch.identity(), () -> perform(dispatch));
        } catch (WorkException e) {
            LOG.log(System.Logger.Level.WARNING, "The container's WorkManager did not take a delivery", e);
            dispatch.refuse(Replies.BUSY);
            finished(dispatch);
        }
    }

    private void perform(Dispatch dispatch) {
        boolean again = false;
        try {
            if (dispatch.begin()) {
                DeliveryOutcome outcome = dispatch.perform();
                again = outcome instanceof DeliveryOutcome.Exhausted && dispatch.waitAgain();
                if (!again) {
                    dispatch.answer(outcome);
                }
            }
        } catch (RuntimeException | Error e) {
            // An error of ours or of the container's, not of a bean's: the session must not wait for ever.
            dispatch.answer(new DeliveryOutcome.Failed("The dispatch failed", e));
            throw e;
        } finally {
            if (again) {
                exhausted(dispatch);
            } else {
                finished(dispatch);
            }
        }
    }

    /** No endpoint: as many as run now are what the pool gives. The next that ends, or the next tick, tries again. */
    private synchronized void exhausted(Dispatch dispatch) {
        ended(dispatch);
        waiting.addFirst(dispatch);
        permits = Math.min(permits, running.size());
    }

    private void finished(Dispatch dispatch) {
        synchronized (this) {
            ended(dispatch);
            permits = Math.max(permits, 1);
            notifyAll();
        }
        startWaiting();
    }

    private void startWaiting() {
        for (Dispatch next = next(); next != null; next = next()) {
            start(next);
        }
    }

    /** The one that has waited longest of those that may begin; null if none may. */
    private synchronized Dispatch next() {
        if (running.size() >= permits) {
            return null;
        }
        Set<SmtpActivation> awaited = new HashSet<>();
        for (Iterator<Dispatch> candidates = waiting.iterator(); candidates.hasNext(); ) {
            Dispatch candidate = candidates.next();
            if (candidate.beans().stream().noneMatch(awaited::contains) && enter(candidate.beans())) {
                candidates.remove();
                running.add(candidate);
                return candidate;
            }
            // Otherwise one that waits for several beans would be overtaken for ever.
            candidate.beans().stream().filter(SmtpActivation::isBounded).forEach(awaited::add);
        }
        return null;
    }

    /** All or none. A bean of several listeners that is left in one of them is found free in the others at the next tick. */
    private static boolean enter(List<SmtpActivation> beans) {
        for (int i = 0; i < beans.size(); i++) {
            if (!beans.get(i).enter()) {
                beans.subList(0, i).forEach(SmtpActivation::leave);
                return false;
            }
        }
        return true;
    }

    private void ended(Dispatch dispatch) {
        if (running.remove(dispatch)) {
            dispatch.beans().forEach(SmtpActivation::leave);
        }
    }
}
