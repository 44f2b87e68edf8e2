package org.smtpconnector.testkit;

import java.util.concurrent.Executor;

/**
 * A thread for each task. The common pool, which {@code CompletableFuture} uses otherwise, has one thread on a machine with two
 * processors: a task of a test that waits for another task would wait for ever.
 */
public final class TaskThreads implements Executor {

    /** Keeps no state. */
    public static final Executor EACH = new TaskThreads();

    private TaskThreads() {}

    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(task, "test task");
        thread.setDaemon(true);
        thread.start();
    }
}
