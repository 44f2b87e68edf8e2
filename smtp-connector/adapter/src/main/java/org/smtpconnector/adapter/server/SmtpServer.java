package org.smtpconnector.adapter.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The ports of one configured listener, and the connections that they have accepted. Safe for use by several threads, but not
 * on an event loop.
 */
public interface SmtpServer {

    /** Starts to accept connections, also those of clients that have come since the ports were bound. */
    void accept();

    /**
     * Closes the ports at once, then ends the sessions. A session between two commands hears {@code 421 4.3.2}; a session that
     * waits for a bean gets its reply first. Blocks until all connections are closed, at most for the grace and a few
     * seconds. A connection that is left after the grace is closed whatever it does, and the content of its message becomes
     * unreadable.
     *
     * @param grace 0 or more
     */
    void close(Duration grace);

    /**
     * Returns the addresses that are bound, with the real ports.
     *
     * @return at least one; unmodifiable
     */
    List<InetSocketAddress> addresses();

    /** Returns the number of connections that are open now. */
    int connections();
}
