package org.smtpconnector.adapter.jca;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Threads of which only one runs at a time, and which give up their turn only where they say so: what they do is decided by whoever resumes
 * them, and by nothing else. For use by one scheduling thread.
 */
final class Fibers implements AutoCloseable {

    private static final int SPINS = 200;
    private static final ThreadLocal<Fiber> CURRENT = new ThreadLocal<>();

    private final Deque<Carrier> idle = new ArrayDeque<>();
    private final Thread scheduler = Thread.currentThread();
    private boolean closed;

    /** Waits for the turn: with a processor to spare it comes sooner than a thread is woken. */
    private void pause(int turns) {
        if (turns < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.park(this);
        }
    }

    /** One task, which runs when it is resumed, until it yields or ends. */
    final class Fiber {

        private final Runnable task;
        private Carrier carrier;
        private Throwable failure;
        private boolean ended;

        /** The condition that the fiber waits for; null if it waits for nothing but its turn. */
        private BooleanSupplier awaited;

        /** State that belongs to the task, as a thread-local variable does to a thread. */
        Object local;

        private Fiber(Runnable task) {
            this.task = task;
        }

        boolean hasEnded() {
            return ended;
        }

        /** Tells whether the fiber has something to do. */
        boolean isReady() {
            return awaited == null || awaited.getAsBoolean();
        }

        /** Runs the whole task on the scheduling thread, which costs no change of threads. */
        void runHere() {
            CURRENT.set(this);
            try {
                task.run();
            } finally {
                ended = true;
                CURRENT.remove();
            }
        }

        /** Gives the turn to the fiber; returns when it yields or ends. */
        void resume() {
            if (carrier == null) {
                carrier = idle.isEmpty() ? new Carrier() : idle.pop();
                carrier.fiber = this;
            }
            carrier.turn = true;
            LockSupport.unpark(carrier);
            for (int i = 0; carrier.turn; i++) {
                pause(i);
            }
            if (ended) {
                idle.push(carrier);
                if (failure != null) {
                    throw new AssertionError("a fiber failed", failure);
                }
            }
        }
    }

    /** The thread of a fiber, and of others after it. */
    private final class Carrier extends Thread {

        private volatile boolean turn;
        private Fiber fiber;

        Carrier() {
            super("fiber");
            setDaemon(true);
            start();
        }

        private void awaitTurn() {
            for (int i = 0; !turn; i++) {
                pause(i);
            }
        }

        private void endTurn() {
            turn = false;
            LockSupport.unpark(scheduler);
        }

        @Override
        public void run() {
            awaitTurn();
            while (!closed) {
                CURRENT.set(fiber);
                try {
                    fiber.task.run();
                } catch (Throwable e) { // the scheduling thread throws it
                    fiber.failure = e;
                }
                fiber.ended = true;
                endTurn();
                awaitTurn();
            }
        }
    }

    /** Makes a fiber that runs when it is resumed. */
    Fiber of(Runnable task) {
        return new Fiber(task);
    }

    /** Returns the fiber that calls; null on the scheduling thread. */
    static Fiber current() {
        return CURRENT.get();
    }

    /** Gives up the turn until the next {@link Fiber#resume}; does nothing on the scheduling thread. */
    static void giveWay() {
        Fiber fiber = CURRENT.get();
        if (fiber != null && fiber.carrier != null) {
            Carrier carrier = fiber.carrier;
            carrier.endTurn();
            carrier.awaitTurn();
        }
    }

    /** Gives up the turn until a condition holds. */
    static void await(BooleanSupplier condition) {
        Fiber fiber = CURRENT.get();
        fiber.awaited = condition;
        giveWay();
        fiber.awaited = null;
    }

    /** Ends the threads of all fibers that have ended. */
    @Override
    public void close() {
        closed = true;
        for (Carrier carrier : idle) {
            carrier.turn = true;
            LockSupport.unpark(carrier);
        }
    }
}
