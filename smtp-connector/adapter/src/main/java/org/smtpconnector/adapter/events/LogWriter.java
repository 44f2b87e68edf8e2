package org.smtpconnector.adapter.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines to the log that event loops have to say many of: a log can wait for a disk or a terminal, and a loop must not.
 * The lines are collected, in bounds, and written by a task now and then.
 */
public final class LogWriter {

    /** The number of lines that may wait; what comes on top is lost, and the log says so. */
    private static final int MAX_WAITING = 20_000;

    private static final Logger LOG = System.getLogger(LogWriter.class.getName());

    /** @param cause null if there is none */
    private record Line(Logger logger, Level level, String text, Throwable cause) {}

    private final Executor executor;
    private final int maxWaiting;
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean writing = new AtomicBoolean();

    /**
     * @param executor for tasks that may wait; may reject one
     */
    public LogWriter(Executor executor) {
        this(executor, MAX_WAITING);
    }

    LogWriter(Executor executor, int maxWaiting) {
        this.executor = executor;
        this.maxWaiting = maxWaiting;
    }

    /** Takes a line whose logger has that level; returns at once. */
    void add(Logger logger, Level level, String text) {
        add(logger, level, text, null);
    }

    /** Takes a line with the stack trace of its cause, which may be null. */
    void add(Logger logger, Level level, String text, Throwable cause) {
        if (count.incrementAndGet() > maxWaiting) {
            count.decrementAndGet();
            lost.incrementAndGet();
        } else {
            waiting.add(new Line(logger, level, text, cause));
        }
    }

    /** Has what waits written, if anything does; to be called now and then. Returns at once. */
    public void tick() {
        if ((!waiting.isEmpty() || lost.get() > 0) && writing.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    try {
                        flush();
                    } finally {
                        writing.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                writing.set(false); // no thread now; the next tick tries again
            }
        }
    }

    /** Writes what waits; may wait for whatever the log waits for. */
    public void flush() {
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            count.decrementAndGet();
            line.logger().log(line.level(), line.text(), line.cause());
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            LOG.log(Level.WARNING, "The log is too slow: {0} lines about SMTP sessions were not written", missing);
        }
    }
}
