package org.smtpconnector.adapter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The settings of one listener, checked.
 *
 * @param name as in {@code smtp.listener.<name>}
 * @param hosts the addresses or names to bind, at least one; {@code *} is every local address
 * @param port the port to bind, 0 to 65535 (0: any free port, for tests)
 * @param hostname what the server calls itself
 * @param maxMessageSize octets
 * @param maxConnections at once
 * @param maxProcessings deliveries at once
 * @param maxRecipients of one transaction
 * @param maxCommandLine octets, with CRLF
 * @param receivedHeader whether a Received header is put before the content
 * @param commandTimeout how long the client may be silent
 * @param processingTimeout how long a message may wait for and be in its delivery
 * @param spoolMemoryThreshold octets of one message on the heap; what is longer goes to a file
 * @param spoolDirectory where the files are
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
        int spoolMemoryThreshold,
        Path spoolDirectory) {

    /** The name of a key of this listener, for messages. */
    public String key(String key) {
        return "smtp.listener." + name + '.' + key;
    }
}
