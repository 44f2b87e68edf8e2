package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.Replies;

/**
 * The lifecycle of all calls of one listener into the container: their permits, their clock, and their quiescence. It bounds how many
 * calls are with the beans at once, and keeps the others in order. Safe for use by several threads.
 *
 * <p>A permit belongs to a {@link Lane}: a Work that makes one call after another, since to wake a thread of the container costs more than a
 * fast bean does. A call that can expect a running lane very soon waits for it; for any other a new lane is opened, and so for one that has
 * waited in vain for a millisecond. So fast beans share few lanes, and beans that wait get as many as there are permits. A lane makes only
 * calls in the name of the user and with the class loader of its Work, and never overtakes a call that has waited longer.
 *
 * <p>A lane holds its permit from the moment when its Work is scheduled until the beans have really returned, also if the call was answered
 * for lack of time before; if the Work never begins, until the end of the call's time. Whatever the container throws, drops, delays or
 * runs twice: a lane gives its permit back exactly once, and no exception reaches the session that happens to be adding a call.
 *
 * <p>The bound is {@code max-processings}, or what the container gives if that is less: when an endpoint or a thread cannot be had, the
 * bound falls to what is running, and rises again by one with each {@link #tick}. A bean may have a bound of its own; calls that wait for
 * that bean are overtaken by those that do not.
 */
final class DeliveryLifecycle {

    private static final System.Logger LOG = System.getLogger(DeliveryLifecycle.class.getName());

    /** The time, in nanoseconds, in which running lanes must be expected to make all calls that wait, else one more is opened. */
    private static final long SOON = 250_000;

    /** The time, in nanoseconds, after which a call does not count on running lanes any more. */
    private static final long PATIENCE = 1_000_000;

    /** The time, in nanoseconds, after which a lane ends although calls wait, so that others get the container's threads. */
    private static final long LONGEST_LANE = 50_000_000;

    private final ContainerServices container;
    private final Timer timer;
    private final Consumer<Hook> onCall;
    private final LogWriter log;
    private final BusyWarning busy;
    private final int max;
    private final int maxWaiting;
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private final Set<Lane> running = new LinkedHashSet<>();

    private int permits;

    /** The usual duration of a call, in nanoseconds; the latest calls count most. */
    private long usual;

    /** The time at which a lane was opened last. */
    private long lastOpened;

    /** Whether the timer is going to look after the calls that wait for running lanes. */
    private boolean timed;

    /** Runs a task once, on a thread that must not wait; an event loop. */
    interface Timer {
        /** Runs a task after a time, or never if the event loops have ended. */
        void schedule(Duration delay, Runnable task);
    }

    /**
     * Makes an empty queue.
     *
     * @param timer looks after calls that wait for running lanes
     * @param onCall told of each call for which there is a thread of the container
     * @param log to which event loops give their lines
     * @param max calls that are with the beans at once
     * @param maxWaiting calls that wait; one more is answered at once
     */
    DeliveryLifecycle(
            ContainerServices container, Timer timer, Consumer<Hook> onCall, LogWriter log, int max, int maxWaiting) {
        this.container = container;
        this.timer = timer;
        this.onCall = onCall;
        this.log = log;
        this.busy = new BusyWarning(log);
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
        List<Invocation> queued;
        List<Invocation> called;
        int allowed;
        synchronized (this) {
            allowed = permits;
            permits = Math.min(max, permits + 1);
            queued = new ArrayList<>(waiting);
            called = running.stream().map(lane -> lane.call).toList();
        }
        called.forEach(call -> call.expire(now, log));
        List<Invocation> late =
                queued.stream().filter(call -> call.expire(now, log)).toList();
        if (!late.isEmpty()) {
            busy.warn(now, late, called.size(), max, allowed);
        }
        synchronized (this) {
            waiting.removeIf(Invocation::isAnswered);
            // A Work that has not begun will find that its permit is another's, and do nothing.
            List<Lane> idle = running.stream()
                    .filter(lane -> !lane.begun && (lane.call.isAnswered() || lane.isDroppedPromise(now)))
                    .toList();
            idle.forEach(lane -> {
                running.remove(lane);
                returned(lane.call);
                if (lane.call.waitAgain()) {
                    waiting.addFirst(lane.call);
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
        return running.stream().anyMatch(lane -> lane.begun && lane.call.beans().contains(bean));
    }

    private void startWaiting() {
        for (Lane next = open(); next != null; next = open()) {
            container.works().schedule(next.loader, next.caller, next);
        }
        boolean wait;
        synchronized (this) {
            wait = !timed && !waiting.isEmpty() && running.size() < permits;
            timed |= wait;
        }
        if (wait) {
            timer.schedule(Duration.ofNanos(PATIENCE), this::timeIsOver);
        }
    }

    private void timeIsOver() {
        synchronized (this) {
            timed = false;
        }
        startWaiting();
    }

    /** Opens a lane for the call that has waited longest of those that may begin; null if it may not, or can wait for a running lane. */
    private synchronized Lane open() {
        if (running.size() >= permits || waiting.isEmpty()) {
            return null;
        }
        long now = now();
        Invocation call = take(candidate -> !isMadeSoon(candidate, now));
        if (call == null) {
            return null;
        }
        lastOpened = now;
        Lane lane = new Lane(call, now);
        running.add(lane);
        return lane;
    }

    /** Tells whether the running lanes can be expected to make all calls that wait, of which this is the first, very soon. */
    private boolean isMadeSoon(Invocation first, long now) {
        int lanes = 0;
        long slowest = usual;
        for (Lane lane : running) {
            if (lane.suits(first)) {
                lanes++;
                slowest = Math.max(slowest, now - lane.since);
            }
        }
        boolean hasPatience = now - first.asked() < PATIENCE || now - lastOpened < PATIENCE;
        return lanes > 0 && hasPatience && waiting.size() <= maxWaiting && waiting.size() * slowest <= lanes * SOON;
    }

    /** Takes the call that has waited longest of those that may begin; null if there is none, or if it is not wanted. */
    private Invocation take(Predicate<Invocation> wanted) {
        Set<EndpointActivation> awaited = Set.of();
        for (Iterator<Invocation> candidates = waiting.iterator(); candidates.hasNext(); ) {
            Invocation candidate = candidates.next();
            if (Collections.disjoint(awaited, candidate.beans()) && acquire(candidate.beans())) {
                if (!wanted.test(candidate)) {
                    candidate.beans().forEach(EndpointActivation::release);
                    return null;
                }
                candidates.remove();
                if (candidate.schedule()) {
                    onCall.accept(candidate.hook());
                    return candidate;
                }
                candidate.beans().forEach(EndpointActivation::release); // its time was over
            }
            // Otherwise a call that waits for several beans would be overtaken for ever.
            awaited = awaited.isEmpty() ? new HashSet<>() : awaited;
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

    /** The beans of a call may make others. */
    private synchronized void returned(Invocation call) {
        call.beans().forEach(EndpointActivation::release);
        notifyAll();
    }

    /** One permit, and the Work that was scheduled with it. Its fields are guarded by the queue. */
    private final class Lane implements WorkScheduler.Task {

        private final ClassLoader loader;
        private final Caller caller;
        private final long opened;
        private Invocation call;

        /** The time at which the lane began its call, or was given it. */
        private long since;

        /** Whether the beans may be running, or never will. */
        private boolean begun;

        Lane(Invocation call, long now) {
            this.loader = call.loader();
            this.caller = call.caller();
            this.opened = now;
            this.call = call;
            this.since = now;
        }

        /** Tells whether the lane's Work may make a call. */
        boolean suits(Invocation other) {
            return other.loader() == loader && Objects.equals(other.caller(), caller);
        }

        /** Whether the container has dropped the Work of a call that must be made all the same. */
        boolean isDroppedPromise(long now) {
            return call.isPromised() && now - since >= call.patience();
        }

        /** Returns the call if the lane has its permit still when the container comes to the Work, and keeps the permit then; else null. */
        private Invocation begin() {
            synchronized (DeliveryLifecycle.this) {
                begun = running.contains(this);
                since = now();
                return begun ? call : null;
            }
        }

        @Override
        public boolean run() {
            Invocation made = begin();
            if (made == null) {
                return false;
            }
            boolean again = false;
            boolean goesOn = false;
            try {
                if (made.begin(now())) {
                    made.answer(made.perform(container.invoker()), now());
                }
            } catch (UnavailableException e) {
                LOG.log(DEBUG, () -> "No endpoint for " + made, e);
                again = made.waitAgain();
            } catch (Throwable e) { // NOPMD an error of ours or the container's: the session must not wait for ever
                LOG.log(ERROR, "A delivery failed: " + made, e);
                made.answer(made.failed("the delivery failed", e), now());
            } finally {
                goesOn = ended(again, now() - opened < LONGEST_LANE);
            }
            return goesOn;
        }

        @Override
        public void notRun(Throwable why) {
            Invocation dropped = begin();
            if (dropped != null) {
                String text = "The container's WorkManager has no thread for " + dropped;
                log.add(LOG, WARNING, () -> text, why); // an event loop may have asked for the thread
                ended(dropped.waitAgain(), false);
            }
        }

        /**
         * The call has ended: the lane takes another one, or gives its permit back.
         *
         * @param again whether the call waits again, at the head of the queue: as much as is running now is all that the container gives,
         *     until a call returns or the next tick
         * @param mayGoOn whether the lane may take another call
         * @return whether it has taken one
         */
        private boolean ended(boolean again, boolean mayGoOn) {
            synchronized (DeliveryLifecycle.this) {
                Invocation next = null;
                returned(call);
                if (again) {
                    waiting.addFirst(call);
                } else {
                    usual += (now() - since - usual) / 8;
                    next = mayGoOn && running.size() <= permits ? take(this::suits) : null;
                }
                if (next != null) {
                    call = next;
                    return true;
                }
                running.remove(this);
                permits = again ? Math.min(permits, running.size()) : Math.max(permits, 1);
            }
            if (!again) {
                startWaiting();
            }
            return false;
        }
    }
}
