package org.smtpconnector.adapter.server;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Event loops on threads of the container: each runs as one task of an executor, from the constructor to {@link #close}, and
 * leaves its thread as it found it.
 *
 * <p>These are single loops and not Netty's {@code MultiThreadIoEventLoopGroup}, because the end of a group is announced on
 * Netty's {@code GlobalEventExecutor}: a thread of Netty's own, which the container knows nothing of, and which lives on
 * for a second with the adapter's class loader.
 */
final class EventLoops {

    private static final Logger LOG = System.getLogger(EventLoops.class.getName());
    private static final Duration END = Duration.ofSeconds(10);

    /** The property with which whoever looks for leaks asks Netty to. */
    private static final String LEAKS = "io.netty.leakDetection.level";

    static {
        if (System.getProperty(LEAKS) == null) {
            // By default Netty takes a stack trace of one buffer in 128, which at a low rate costs more than the
            // message.
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final SingleThreadEventLoop[] loops;
    private final CountDownLatch running;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Starts the loops.
     *
     * @param count at least 1
     * @throws RejectedExecutionException if the executor does not take one of them
     */
    EventLoops(int count, Executor executor) {
        this.loops = new SingleThreadEventLoop[count];
        this.running = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            loops[i] = new SingleThreadIoEventLoop(
                    null, (Executor) task -> start(executor, task), TimedIoHandler.newFactory());
        }
        int started = 0;
        try {
            for (; started < count; started++) {
                loops[started].execute(() -> {}); // the first task starts a loop
            }
        } finally {
            for (int i = started; i < count; i++) {
                running.countDown();
            }
            if (started < count) {
                close();
            }
        }
    }

    private void start(Executor executor, Runnable loop) {
        executor.execute(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            // Otherwise it would be that of whichever application happened to be calling when the thread was made.
            thread.setContextClassLoader(EventLoops.class.getClassLoader());
            try {
                if (thread instanceof FastThreadLocalThread) {
                    loop.run();
                } else {
                    // Lets Netty use its per-thread caches although the thread is not its own, and clears them at the
                    // end.
                    FastThreadLocalThread.runWithFastThreadLocal(loop);
                }
            } finally {
                thread.setContextClassLoader(before);
                running.countDown();
            }
        });
    }

    /** Tells whether the calling thread is one of the loops. */
    boolean isLoop() {
        for (SingleThreadEventLoop loop : loops) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    /** Returns one of the loops, in turn. */
    SingleThreadEventLoop next() {
        return loops[Math.floorMod(next.getAndIncrement(), loops.length)];
    }

    /**
     * Runs a task once, on the loop that calls, or on one of them if another thread does; never if the loops have ended.
     *
     * @param delay the time before it
     */
    void schedule(Duration delay, Runnable task) {
        for (SingleThreadEventLoop loop : loops) {
            if (loop.inEventLoop()) {
                later(loop, delay, task);
                return;
            }
        }
        SingleThreadEventLoop loop = next();
        try {
            loop.execute(() -> later(loop, delay, task)); // so that the calling thread keeps nothing of Netty's
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The event loops have ended", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the task
    private static void later(SingleThreadEventLoop loop, Duration delay, Runnable task) {
        if (!loop.isShuttingDown()) {
            loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Runs a task again and again on one of the loops.
     *
     * @param period the time between the end of one run and the beginning of the next
     */
    PeriodicTask scheduleWithFixedDelay(Duration period, Runnable task) {
        SingleThreadEventLoop loop = next();
        AtomicBoolean over = new AtomicBoolean();
        // Scheduled on the loop, so that the calling thread keeps nothing of Netty's.
        loop.execute(() -> tick(loop, period, task, over));
        return () -> over.set(true);
    }

    private static void tick(SingleThreadEventLoop loop, Duration period, Runnable task, AtomicBoolean over) {
        if (over.get()) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A periodic task failed", e);
        }
        later(loop, period, () -> tick(loop, period, task, over));
    }

    /** Returns whether every loop runs a task within the time. */
    boolean isLive(Duration timeout) throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(loops.length);
        try {
            for (SingleThreadEventLoop loop : loops) {
                loop.execute(answers::countDown);
            }
        } catch (RejectedExecutionException e) {
            return false; // closed
        }
        return answers.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends all loops, closing their channels, and waits until their threads are free; for some seconds at most. */
    void close() {
        for (SingleThreadEventLoop loop : loops) {
            var unused = loop.shutdownGracefully(0, END.toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            if (!running.await(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "{0} event loops have not ended within {1}", running.getCount(), END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
