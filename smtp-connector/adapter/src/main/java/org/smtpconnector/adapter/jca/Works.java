package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The container's threads. The one class that touches the WorkManager.
 *
 * <p>Only {@code scheduleWork}: on Payara the other two hang for ever when the pool is exhausted, even with a time-out.
 * Nothing here bounds how much is scheduled; {@link DeliveryQueue} does.
 */
final class Works {

    private final WorkManager workManager;

    Works(WorkManager workManager) {
        this.workManager = workManager;
    }

    /** For the event loops: each task is one, and has a thread of the container for as long as the loop runs. */
    Executor eventLoops() {
        return task -> {
            try {
                schedule(getClass().getClassLoader(), task);
            } catch (WorkException e) {
                throw new RejectedExecutionException("The container's WorkManager has no thread for an event loop", e);
            }
        };
    }

    /**
     * Schedules a task.
     *
     * @param loader the context class loader that the task sees; servers differ in what a Work has, so it is always set
     * @throws WorkException if the container does not take it; then the task will not run
     */
    void schedule(ClassLoader loader, Runnable task) throws WorkException {
        workManager.scheduleWork(new TaskWork(loader, task));
    }

    private record TaskWork(ClassLoader loader, Runnable task) implements Work {

        @Override
        public void run() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        @Override
        public void release() {
            // Payara never calls this; event loops end through the transport, deliveries by themselves.
        }
    }
}
