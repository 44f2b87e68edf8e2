package org.smtpconnector.adapter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.Policy;

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
        Policy authMode,
        Set<AuthMechanism> authMechanisms,
        boolean authAllowInsecure,
        Duration commandTimeout,
        Duration processingTimeout,
        Duration gracePeriod,
        int spoolMemoryThreshold,
        Path spoolDirectory) {

    /** Copies the collections. */
    public ListenerSettings {
        hosts = List.copyOf(hosts);
        authMechanisms = Set.copyOf(authMechanisms);
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
