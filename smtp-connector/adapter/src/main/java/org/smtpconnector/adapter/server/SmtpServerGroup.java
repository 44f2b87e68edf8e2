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
import org.smtpconnector.protocol.EngineSettings;

/**
 * The servers of a resource adapter, and the event loops that they share, which run on threads of the container. Safe for use by
 * several threads, but not on an event loop: most methods wait for one.
 *
 * <p>Netty leaves nothing on the calling threads, because everything that needs Netty runs on the event loops.
 */
public final class SmtpServerGroup implements SmtpServers, AutoCloseable {

    static {
        // Netty would otherwise look for SLF4J and Log4j and bind itself to a server's or an application's copy.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }

    private final ServerResources shared;
    private final Set<SmtpServer> servers = ConcurrentHashMap.newKeySet();

    /**
     * Starts the event loops.
     *
     * @param ioThreads number of event loops, at least 1
     * @param executor runs each event loop as one task, which ends with {@link #close}, and short tasks that may wait; not null
     * @param memoryBudget octets of the heap for the content of all messages that are being received or delivered, 0 or more;
     *     further octets are kept in files
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take the event loops
     */
    public SmtpServerGroup(int ioThreads, Executor executor, long memoryBudget) {
        if (ioThreads < 1) {
            throw new IllegalArgumentException("ioThreads: " + ioThreads + "; expected at least 1");
        }
        this.shared = ServerResources.start(ioThreads, Objects.requireNonNull(executor, "executor"), memoryBudget);
    }

    @Override
    public SmtpServer bind(ListenerSettings settings, SmtpApplication application) throws ServerBindException {
        return bind(settings, null, application);
    }

    /**
     * Binds as {@link #bind(ListenerSettings, SmtpApplication)} does.
     *
     * @param engineSettings null for those that follow from the settings
     */
    NettyServer bind(ListenerSettings settings, EngineSettings engineSettings, SmtpApplication application)
            throws ServerBindException {
        Objects.requireNonNull(application, "application");
        try {
            NettyServer server = new NettyServer(
                    settings,
                    engineSettings == null ? EngineSettingsMapper.of(settings) : engineSettings,
                    application,
                    shared,
                    servers::remove);
            servers.add(server);
            return server;
        } catch (RuntimeException e) {
            // Such as a value that the configuration takes and the engine does not.
            throw new ServerBindException(
                    "Listener " + settings.name() + " (smtp.listener." + settings.name() + ") cannot be bound: " + e,
                    e);
        }
    }

    @Override
    public PeriodicTask scheduleWithFixedDelay(Duration period, Runnable task) {
        return shared.loops().scheduleWithFixedDelay(period, task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        shared.loops().schedule(delay, task);
    }

    /**
     * Returns whether every event loop runs a task in time; false also after {@link #close}.
     *
     * @param timeout the time for all of them
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean isLive(Duration timeout) throws InterruptedException {
        return shared.loops().isLive(timeout);
    }

    /** Returns the number of octets of the heap that hold the content of messages at this moment. */
    public long spooledOnHeap() {
        return shared.memory().used();
    }

    /**
     * Closes the servers that are still bound, without grace, and ends the event loops. Returns when their threads are free, or
     * after some seconds.
     */
    @Override
    public void close() {
        try {
            for (SmtpServer server : servers) {
                server.close(Duration.ZERO);
            }
        } finally {
            shared.loops().close();
        }
    }
}
