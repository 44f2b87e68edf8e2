package org.smtpconnector.adapter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The settings of one listener, checked. What each means, in which unit and within which limits, stands with its
 * {@link Key}.
 *
 * @param name as in {@code smtp.listener.<name>}
 */
public record ListenerSettings(
        String name,
        List<String> hosts,
        int port,
        String hostname,
        long maxMessageSize,
        int maxConnections,
        int maxProcessings,
        int maxRecipients,
        int maxCommandLine,
        boolean receivedHeader,
        Duration commandTimeout,
        Duration processingTimeout,
        Duration gracePeriod,
        int spoolMemoryThreshold,
        Path spoolDirectory) {

    /** Copies the list. */
    public ListenerSettings {
        hosts = List.copyOf(hosts);
    }

    /**
     * The full name of one of this listener's keys, for messages.
     *
     * @param key such as {@code port}
     * @return such as {@code smtp.listener.default.port}
     */
    public String key(String key) {
        return Key.PREFIX + name + '.' + key;
    }
}
