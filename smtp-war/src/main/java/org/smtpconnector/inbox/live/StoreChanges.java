package org.smtpconnector.inbox.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.smtpconnector.inbox.store.StoreChanged;

/** Tells of changes of the store once they are committed: by a version, and by waking up who waits for them. */
@ApplicationScoped
public class StoreChanges {

    /** Each waiting request is a connection of the HTTP server. */
    static final int MAX_WAITING = 200;

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService timer;

    /** Random, so that a version of before a restart is never taken for one of now. */
    private final AtomicLong version =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 52));

    private final Set<Runnable> pending = ConcurrentHashMap.newKeySet();
    private Waiters waiters;

    @PostConstruct
    void start() {
        waiters = new Waiters(executor, MAX_WAITING);
    }

    void changed(@Observes StoreChanged event) {
        version.incrementAndGet();
        waiters.wakeUp();
    }

    /** Another one after each change. To be read before the store is. */
    public long version() {
        return version.get();
    }

    /**
     * Waits for something in the store.
     *
     * @param time the longest to wait
     * @param attempt looks for it
     * @param otherwise what to give if it is not there in time
     * @return completed on a thread that may block; empty if too many wait already
     */
    public <T> Optional<CompletionStage<T>> await(Duration time, Supplier<Optional<T>> attempt, Supplier<T> otherwise) {
        return waiters.await(attempt).map(waiting -> {
            // Not CompletableFuture.completeOnTimeout: its thread would keep the application's class loader for ever.
            Runnable giveUp = () -> giveUp(waiting.result(), otherwise);
            Future<?> timeout = timer.schedule(giveUp, time.toMillis(), TimeUnit.MILLISECONDS);
            pending.add(giveUp);
            // Asynchronously: a slow client blocks who answers it, and that must not be the thread on which all others
            // try.
            return waiting.ended()
                    .whenCompleteAsync(
                            (found, failure) -> {
                                pending.remove(giveUp);
                                timeout.cancel(false);
                            },
                            executor);
        });
    }

    private static <T> void giveUp(CompletableFuture<T> result, Supplier<T> otherwise) {
        if (result.isDone()) {
            return;
        }
        try {
            result.complete(otherwise.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    @PreDestroy
    void stop() {
        pending.forEach(Runnable::run);
    }
}
