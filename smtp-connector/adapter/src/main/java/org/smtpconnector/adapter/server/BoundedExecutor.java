package org.smtpconnector.adapter.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks of one kind on the threads of another executor, on a few of them at a time. These threads are the application's,
 * too, so a flood of such tasks, or tasks that hang, must not take all of them. Safe for use by several threads.
 *
 * <p>A task either runs once, or is given back by a {@link RejectedExecutionException}. Tasks wait only while at least one
 * thread is taken, and a thread takes the waiting tasks before it ends.
 */
final class BoundedExecutor implements Executor {

    private static final Logger LOG = System.getLogger(BoundedExecutor.class.getName());

    private final Executor executor;
    private final int limit;

    private final Object lock = new Object();
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** Number of threads that are taken, including those that have been asked for. */
    private int taken;

    /**
     * Creates an executor without tasks.
     *
     * @param executor has the threads
     * @param limit maximum number of threads that are used at once, at least 1
     */
    BoundedExecutor(Executor executor, int limit) {
        this.executor = executor;
        this.limit = limit;
    }

    /**
     * Runs a task as soon as one of the threads is free. What the task throws is logged.
     *
     * @throws RejectedExecutionException if the other executor has no thread, whatever it throws; then the task does not run
     */
    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            if (taken == limit) {
                waiting.add(task);
                return;
            }
            taken++;
        }
        try {
            executor.execute(() -> work(task));
        } catch (RuntimeException e) {
            refused();
            throw e instanceof RejectedExecutionException rejected
                    ? rejected
                    : new RejectedExecutionException("The executor did not take a task", e);
        }
    }

    private void work(Runnable first) {
        for (Runnable task = first; task != null; task = nextOrEnd()) {
            run(task);
        }
    }

    private Runnable nextOrEnd() {
        synchronized (lock) {
            Runnable next = waiting.poll();
            if (next == null) {
                taken--;
            }
            return next;
        }
    }

    /**
     * Gives up a thread that was refused. If it was the only one, the tasks that others have left for it meanwhile have no
     * thread, and their callers have gone: so they run here.
     */
    private void refused() {
        List<Runnable> stranded;
        synchronized (lock) {
            taken--;
            stranded = taken == 0 ? List.copyOf(waiting) : List.of();
            if (taken == 0) {
                waiting.clear();
            }
        }
        stranded.forEach(BoundedExecutor::run);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A task failed", e);
        }
    }
}
