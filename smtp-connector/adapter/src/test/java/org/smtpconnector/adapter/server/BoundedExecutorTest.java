package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every task either runs once or is given back; nothing that a task or the executor throws changes that. */
class BoundedExecutorTest {

    private final List<Runnable> threads = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();

    private Runnable task(String name) {
        return () -> ran.add(name);
    }

    @Test
    void atMostSoManyThreadsAreUsedAndTheRestWaits() {
        BoundedExecutor executor = new BoundedExecutor(threads::add, 2);
        for (String name : List.of("a", "b", "c", "d")) {
            executor.execute(task(name));
        }
        assertThat(threads).hasSize(2);
        threads.get(0).run();
        assertThat(ran).containsExactly("a", "c", "d");
        threads.get(1).run();
        assertThat(ran).containsExactly("a", "c", "d", "b");
        executor.execute(task("e"));
        assertThat(threads).as("the threads are free again").hasSize(3);
    }

    @Test
    void aTaskThatThrowsDoesNotStrandThoseBehindIt() {
        BoundedExecutor executor = new BoundedExecutor(threads::add, 1);
        executor.execute(() -> {
            throw new IllegalStateException("a test");
        });
        executor.execute(task("behind"));
        executor.execute(() -> {
            throw new AssertionError("a test");
        });
        executor.execute(task("last"));
        threads.get(0).run();
        assertThat(ran).containsExactly("behind", "last");
        executor.execute(task("later"));
        assertThat(threads).hasSize(2);
    }

    @Test
    void aRejectedTaskIsGivenBackAndDoesNotRun() {
        List<Runnable> refusals = new ArrayList<>();
        BoundedExecutor executor = new BoundedExecutor(
                task -> {
                    if (refusals.isEmpty()) {
                        refusals.add(task);
                        throw new RejectedExecutionException("no thread");
                    }
                    threads.add(task);
                },
                1);
        assertThatThrownBy(() -> executor.execute(task("refused"))).isInstanceOf(RejectedExecutionException.class);
        executor.execute(task("taken"));
        threads.get(0).run();
        assertThat(ran).containsExactly("taken");
    }

    /** A pool that is shut down may throw something else. */
    @Test
    void whateverTheExecutorThrowsTheTaskIsRejectedAndItsThreadIsFree() {
        AtomicInteger calls = new AtomicInteger();
        BoundedExecutor executor = new BoundedExecutor(
                task -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("the pool is shut down");
                    }
                    threads.add(task);
                },
                1);
        assertThatThrownBy(() -> executor.execute(task("refused"))).isInstanceOf(RejectedExecutionException.class);
        executor.execute(task("taken"));
        assertThat(threads).hasSize(1);
    }

    /** While one caller asks for the only thread, another one leaves its task; then there is no thread. */
    @Test
    void aTaskThatWaitsForAThreadThatIsRefusedRunsAllTheSame() {
        BoundedExecutor[] executor = new BoundedExecutor[1];
        executor[0] = new BoundedExecutor(
                task -> {
                    executor[0].execute(task("waiting"));
                    throw new RejectedExecutionException("no thread");
                },
                1);
        assertThatThrownBy(() -> executor[0].execute(task("refused"))).isInstanceOf(RejectedExecutionException.class);
        assertThat(ran).containsExactly("waiting");
    }

    @Test
    void withManyCallersEachTaskRunsOnceOrIsGivenBack() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        Random refusing = new Random(1);
        BoundedExecutor executor = new BoundedExecutor(
                task -> {
                    synchronized (refusing) {
                        if (refusing.nextInt(3) == 0) {
                            throw new RejectedExecutionException("no thread");
                        }
                    }
                    pool.execute(task);
                },
                2);
        int tasks = 20_000;
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger();
        Callable<Void> caller = () -> {
            for (int i = 0; i < tasks; i++) {
                try {
                    executor.execute(runs::incrementAndGet);
                } catch (RejectedExecutionException e) {
                    refusals.incrementAndGet();
                }
            }
            return null;
        };
        callers.invokeAll(List.of(caller, caller, caller, caller));
        callers.shutdown();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs.get() + refusals.get()).isEqualTo(4 * tasks);
        assertThat(refusals).hasPositiveValue();
    }
}
