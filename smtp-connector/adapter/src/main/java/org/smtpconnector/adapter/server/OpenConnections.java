package org.smtpconnector.adapter.server;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.smtpconnector.adapter.session.Connection;

/** The open connections of one server: their number, its limit, and their end. Safe for use by several threads. */
final class OpenConnections {

    private final int limit;
    private final Map<Connection, Channel> open = new HashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean closing;

    /**
     * Creates the set without connections.
     *
     * @param limit at least 1
     */
    OpenConnections(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a connection.
     *
     * @return false, and the connection is not added, if there are as many as there may be, or the server is closing
     */
    synchronized boolean add(Connection connection, Channel channel) {
        if (closing || open.size() >= limit) {
            return false;
        }
        open.put(connection, channel);
        return true;
    }

    /** Removes a connection; does nothing if it is not one of these. */
    synchronized void remove(Connection connection) {
        open.remove(connection);
        completeIfDrained();
    }

    private void completeIfDrained() {
        if (closing && open.isEmpty()) {
            drained.complete(null);
        }
    }

    synchronized int size() {
        return open.size();
    }

    /** Takes no more connections, and asks each open one to end as soon as the protocol allows it. */
    void shutdown() {
        synchronized (this) {
            closing = true;
            completeIfDrained();
        }
        forEach(Connection::shutdown);
    }

    /** Closes every connection, whatever it does. */
    void abort() {
        forEach(Connection::abort);
    }

    /** Calls a method of every connection on its event loop. */
    private void forEach(Consumer<Connection> method) {
        List<Map.Entry<Connection, Channel>> connections;
        synchronized (this) {
            connections = open.entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                    .toList();
        }
        for (Map.Entry<Connection, Channel> connection : connections) {
            Channel channel = connection.getValue();
            try {
                channel.eventLoop().execute(() -> method.accept(connection.getKey()));
            } catch (RejectedExecutionException e) {
                // The loop has ended, and has closed its channels.
            }
        }
    }

    /**
     * Waits until the last connection has been removed after {@link #shutdown}.
     *
     * @return false if that has not happened in time, or the thread is interrupted
     */
    boolean awaitDrained(Duration time) {
        try {
            drained.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
