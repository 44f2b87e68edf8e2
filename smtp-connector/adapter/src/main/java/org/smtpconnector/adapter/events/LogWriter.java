package org.smtpconnector.adapter.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Writes lines to the log that event loops have to say many of: a log can wait for a disk or a terminal, and a loop must not.
 * The lines are collected, in bounds, and made and written by a task now and then.
 */
public final class LogWriter {

    /** The number of lines that may wait; what comes on top is lost, and the log says so. */
    private static final int MAX_WAITING = 20_000;

    private static final Logger LOG = System.getLogger(LogWriter.class.getName());

    /** @param cause null if there is none */
    private record Line(Logger logger, Level level, Supplier<String> text, Throwable cause) {}

    private final ExclusiveTask task;
    private final int maxWaiting;
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

    /**
     * @param executor for tasks that may wait; may reject one
     */
    public LogWriter(Executor executor) {
        this(executor, MAX_WAITING);
    }

    LogWriter(Executor executor, int maxWaiting) {
        this.task = new ExclusiveTask(executor, this::flush);
        this.maxWaiting = maxWaiting;
    }

    /**
     * Takes a line whose logger has that level; returns at once.
     *
     * @param text makes the line when it is written
     * @param cause whose stack trace is written, too; null if there is none
     * @return false if the line is lost
     */
    public boolean add(Logger logger, Level level, Supplier<String> text, Throwable cause) {
        if (count.incrementAndGet() > maxWaiting) {
            count.decrementAndGet();
            lost.incrementAndGet();
            return false;
        }
        waiting.add(new Line(logger, level, text, cause));
        return true;
    }

    /** Has what waits written, if anything does; to be called now and then. Returns at once. */
    public void tick() {
        if (!waiting.isEmpty() || lost.get() > 0) {
            task.start();
        }
    }

    /** Writes what waits; may wait for whatever the log waits for. */
    public void flush() {
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            count.decrementAndGet();
            line.logger().log(line.level(), line.text().get(), line.cause());
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            LOG.log(Level.WARNING, "The log is too slow: {0} lines about SMTP sessions were not written", missing);
        }
    }
}
