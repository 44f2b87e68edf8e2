package org.smtpconnector.inbox.live;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Requests that wait for something to be there. None of them holds a thread, and however many wait, they try again one
 * after another: waiting takes one thread and one database connection at most from those who bring what is waited for.
 *
 * <p>A waiter is registered before its first try, so nothing falls between the two: what was there before is found by the
 * try, what comes later wakes the waiter.
 */
public final class Waiters {

    private final Executor executor;
    private final Semaphore places;
    private final Set<Waiter<?>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wakeUps = new AtomicInteger();

    /**
     * Makes an empty set of waiters.
     *
     * @param executor runs the tries after a wake-up
     * @param max how many may wait at once
     */
    public Waiters(Executor executor, int max) {
        this.executor = executor;
        this.places = new Semaphore(max);
    }

    /**
     * Tries at once, on the calling thread, and again after each {@link #wakeUp()} until there is something.
     *
     * @param attempt gives what is waited for, or empty; what it throws ends the waiting
     * @return empty if as many wait already as may
     */
    public <T> Optional<Waiting<T>> await(Supplier<Optional<T>> attempt) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        Waiter<T> waiter = new Waiter<>(attempt);
        waiting.add(waiter);
        CompletionStage<T> ended = waiter.result.whenComplete((found, failure) -> {
            waiting.remove(waiter);
            places.release();
        });
        waiter.attempt();
        return Optional.of(new Waiting<>(waiter.result, ended));
    }

    /** Lets everyone try again, soon and not on the calling thread. */
    public void wakeUp() {
        // Whoever makes it one starts the round; whoever comes while a round runs makes it run once more.
        if (wakeUps.getAndIncrement() == 0) {
            try {
                executor.execute(this::rounds);
            } catch (RejectedExecutionException e) {
                wakeUps.set(0);
                throw e;
            }
        }
    }

    private void rounds() {
        int seen;
        do {
            seen = wakeUps.get();
            waiting.forEach(Waiter::attempt);
        } while (wakeUps.addAndGet(-seen) > 0);
    }

    /** Returns the number of those that wait now. */
    public int count() {
        return waiting.size();
    }

    /**
     * One who waits.
     *
     * @param result what comes; whoever else completes it ends the waiting
     * @param ended the same, once the place is free again
     */
    public record Waiting<T>(CompletableFuture<T> result, CompletionStage<T> ended) {}

    private static final class Waiter<T> {

        private final Supplier<Optional<T>> attempt;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Waiter(Supplier<Optional<T>> attempt) {
            this.attempt = attempt;
        }

        void attempt() {
            if (result.isDone()) {
                return;
            }
            try {
                attempt.get().ifPresent(result::complete);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }
    }
}
