package org.smtpconnector.adapter.server;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.session.SmtpApplication;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.protocol.EngineSettings;

/**
 * The sockets of a resource adapter: event loops on the container's threads, and the listeners that are bound on them.
 * Safe for use by several threads, but not to be used on an event loop: most methods wait for one.
 *
 * <p>No thread that calls in here keeps anything of Netty: what needs Netty is done on the loops.
 */
public final class SmtpServerGroup implements AutoCloseable {

    static {
        // Netty would otherwise look for SLF4J and Log4j and bind itself to a server's or an application's copy.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }

    private final EventLoops loops;
    private final ByteQuota budget;
    private final Set<SmtpServer> listeners = ConcurrentHashMap.newKeySet();

    /**
     * Starts the event loops.
     *
     * @param ioThreads how many, at least 1
     * @param executor runs each event loop as one task, which ends with {@link #close}; not null
     * @param memoryBudget octets of the heap for the content of all messages that are being received or delivered; what goes
     *     beyond that is kept in files; 0 or more
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take them
     */
    public SmtpServerGroup(int ioThreads, Executor executor, long memoryBudget) {
        if (ioThreads < 1) {
            throw new IllegalArgumentException("ioThreads: " + ioThreads + "; expected at least 1");
        }
        this.budget = new ByteQuota(memoryBudget);
        this.loops = new EventLoops(ioThreads, Objects.requireNonNull(executor, "executor"));
    }

    /**
     * Binds every host of the listener, or none. Clients can connect from then on, but wait for their greeting until
     * {@link SmtpServer#accept}.
     *
     * @param settings not null
     * @param application who answers for the sessions; not null
     * @return not null
     * @throws ServerBindException if an address cannot be bound or the spool directory cannot be used
     */
    public SmtpServer bind(ListenerSettings settings, SmtpApplication application) throws ServerBindException {
        return bind(settings, EngineSettingsMapper.of(settings), application);
    }

    /** With another engine than the settings say. */
    public SmtpServer bind(ListenerSettings settings, EngineSettings engineSettings, SmtpApplication application)
            throws ServerBindException {
        SmtpServer listener = new SmtpServer(settings, engineSettings, application, loops, budget, listeners::remove);
        listener.bind();
        listeners.add(listener);
        return listener;
    }

    /**
     * Does something again and again on one of the event loops.
     *
     * @param period the time between the end of one run and the beginning of the next
     * @param task must not wait for anything; what it throws is logged
     * @return ends it
     */
    public PeriodicTask scheduleWithFixedDelay(Duration period, Runnable task) {
        return loops.scheduleWithFixedDelay(period, task);
    }

    /** Something that is done again and again. */
    public interface PeriodicTask extends AutoCloseable {

        /** Ends it; a run that has begun goes on. May be called more than once. */
        @Override
        void close();
    }

    /**
     * Asks every event loop for a sign of life.
     *
     * @param timeout how long to wait for all of them
     * @return true if all answered in time; false also after {@link #close}
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean isLive(Duration timeout) throws InterruptedException {
        return loops.isLive(timeout);
    }

    /** Octets of the heap that hold the content of messages at this moment. */
    public long spooledOnHeap() {
        return budget.used();
    }

    /**
     * Closes the listeners that are still bound, without grace, and ends the event loops. Returns when their threads are
     * free, or after some seconds.
     */
    @Override
    public void close() {
        for (SmtpServer listener : listeners) {
            listener.close(Duration.ZERO);
        }
        loops.close();
    }
}
