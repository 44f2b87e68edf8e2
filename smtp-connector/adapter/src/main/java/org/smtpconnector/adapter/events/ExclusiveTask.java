package org.smtpconnector.adapter.events;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A task that may wait. It runs when it is asked for, once at a time. */
final class ExclusiveTask {

    private final Executor executor;
    private final Runnable task;
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * @param executor may reject the task
     */
    ExclusiveTask(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Has the task run unless it runs already; returns at once. */
    void start() {
        if (running.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        running.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                running.set(false); // no thread now; the next call tries again
            }
        }
    }
}
