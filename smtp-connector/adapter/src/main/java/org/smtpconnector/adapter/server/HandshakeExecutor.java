package org.smtpconnector.adapter.server;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what would keep an event loop for long, and does not wait, on other threads: a few at a time, however much there is
 * to do, since more threads than processors would not be faster, and they are the application's, too.
 */
public final class HandshakeExecutor implements Executor {

    private final Executor executor;
    private final int limit;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param limit how many threads are used at once, at least 1
     */
    public HandshakeExecutor(Executor executor, int limit) {
        this.executor = executor;
        this.limit = limit;
    }

    /**
     * Runs a task as soon as one of the threads is free.
     *
     * @throws RejectedExecutionException if the executor has none; then the task will not run
     */
    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        try {
            startThread();
        } catch (RejectedExecutionException e) {
            if (waiting.remove(task)) {
                throw e;
            }
        }
    }

    private void startThread() {
        if (running.getAndUpdate(count -> Math.min(limit, count + 1)) == limit) {
            return; // whoever runs comes to it
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            running.decrementAndGet();
            throw e;
        }
    }

    private void run() {
        try {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        } finally {
            running.decrementAndGet();
        }
        if (!waiting.isEmpty()) {
            startThread(); // it came when this one was ending
        }
    }
}
