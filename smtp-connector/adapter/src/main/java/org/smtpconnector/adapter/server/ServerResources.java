package org.smtpconnector.adapter.server;

import java.util.concurrent.Executor;
import org.smtpconnector.adapter.spool.ByteQuota;

/**
 * The resources that the servers of a group share.
 *
 * @param loops the event loops
 * @param memory octets of the heap for the content of all messages
 * @param tasks runs tasks that may wait, each on a thread of the container
 * @param handshakes runs the computations of TLS handshakes
 * @param deletions deletes spool files: on the calling thread, but never on an event loop
 */
record ServerResources(EventLoops loops, ByteQuota memory, Executor tasks, Executor handshakes, Executor deletions) {

    /**
     * Starts the event loops.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take them
     */
    static ServerResources start(int ioThreads, Executor executor, long memoryBudget) {
        EventLoops loops = new EventLoops(ioThreads, executor);
        return new ServerResources(
                loops,
                new ByteQuota(memoryBudget),
                executor,
                // More threads than processors would not be faster.
                new BoundedExecutor(executor, Runtime.getRuntime().availableProcessors()),
                // A file system that does not answer costs one thread.
                offLoops(loops, new BoundedExecutor(executor, 1)));
    }

    /** A thread that has run the beans can wait for the file system; to wake another one for each message would cost more. */
    private static Executor offLoops(EventLoops loops, Executor otherwise) {
        return task -> {
            if (loops.isLoop()) {
                otherwise.execute(task);
            } else {
                task.run();
            }
        };
    }
}
