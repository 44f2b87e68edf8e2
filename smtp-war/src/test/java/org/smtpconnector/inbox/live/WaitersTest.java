package org.smtpconnector.inbox.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitersTest {

    /** Runs nothing until it is told to. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private final Waiters waiters = new Waiters(tasks::add, 2);

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static Optional<String> found(AtomicBoolean there) {
        return there.get() ? Optional.of("found") : Optional.empty();
    }

    @Test
    void givesAtOnceWhatIsThere() {
        CompletableFuture<String> result =
                waiters.await(() -> Optional.of("there")).orElseThrow().result();
        assertThat(result).isCompletedWithValue("there");
        assertThat(waiters.count()).isZero();
    }

    @Test
    void givesWhatComesAfterAWakeUp() {
        AtomicBoolean there = new AtomicBoolean();
        CompletableFuture<String> result =
                waiters.await(() -> found(there)).orElseThrow().result();

        waiters.wakeUp();
        runTasks();
        assertThat(result).isNotDone();

        there.set(true);
        waiters.wakeUp();
        runTasks();
        assertThat(result).isCompletedWithValue("found");
        assertThat(waiters.count()).isZero();
    }

    @Test
    void losesNoWakeUpBetweenTheFirstTryAndWaiting() {
        AtomicBoolean there = new AtomicBoolean();
        CompletableFuture<String> result = waiters.await(() -> {
                    Optional<String> found = found(there);
                    if (!there.getAndSet(true)) {
                        // It comes after this try has looked and before it has said so.
                        waiters.wakeUp();
                    }
                    return found;
                })
                .orElseThrow()
                .result();
        runTasks();
        assertThat(result).isCompletedWithValue("found");
    }

    @Test
    void losesNoWakeUpWhileOthersTry() {
        AtomicBoolean there = new AtomicBoolean();
        CompletableFuture<String> early =
                waiters.await(() -> found(there)).orElseThrow().result();
        AtomicInteger tries = new AtomicInteger();
        waiters.await(() -> {
            // The second try is in the first round, which may have passed the other waiter.
            if (tries.incrementAndGet() == 2) {
                there.set(true);
                waiters.wakeUp();
            }
            return Optional.<String>empty();
        });
        waiters.wakeUp();
        runTasks();
        assertThat(early).isCompletedWithValue("found");
        assertThat(tries).hasValue(3);
    }

    @Test
    void runsOneRoundForManyWakeUps() {
        AtomicInteger tries = new AtomicInteger();
        waiters.await(() -> {
            tries.incrementAndGet();
            return Optional.empty();
        });
        for (int i = 0; i < 100; i++) {
            waiters.wakeUp();
        }
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(tries).hasValue(2);
    }

    @Test
    void isBoundedAndFreesThePlaceOfOneWhoGaveUp() {
        Waiters.Waiting<String> first = waiters.await(Optional::<String>empty).orElseThrow();
        assertThat(waiters.await(Optional::empty)).isPresent();
        assertThat(waiters.await(Optional::empty)).isEmpty();

        first.result().complete("late");
        assertThat(waiters.count()).isOne();
        assertThat(waiters.await(Optional::empty)).isPresent();
    }

    @Test
    void endsOnlyTheWaitingThatFails() {
        AtomicBoolean broken = new AtomicBoolean();
        AtomicBoolean there = new AtomicBoolean();
        CompletableFuture<String> failing = waiters.await(() -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no database");
                    }
                    return Optional.<String>empty();
                })
                .orElseThrow()
                .result();
        CompletableFuture<String> other =
                waiters.await(() -> found(there)).orElseThrow().result();
        broken.set(true);
        there.set(true);
        waiters.wakeUp();
        runTasks();
        assertThat(failing).isCompletedExceptionally();
        assertThat(other).isCompletedWithValue("found");
    }

    @Test
    void nobodyMissesWhatComesFromManyThreads() throws Exception {
        int count = 2000;
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            Waiters many = new Waiters(pool, count);
            List<CompletableFuture<String>> results = new ArrayList<>();
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                AtomicBoolean there = new AtomicBoolean();
                writers.add(CompletableFuture.runAsync(
                        () -> {
                            there.set(true);
                            many.wakeUp();
                        },
                        pool));
                // Not the result: it is there a moment before the place is free.
                results.add(many.await(() -> found(there)).orElseThrow().ended().toCompletableFuture());
            }
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(many.count()).isZero();
        } finally {
            pool.shutdown();
        }
    }
}
