package org.smtpconnector.protocol;

/**
 * What the engine is told once, for all sessions of a listener.
 *
 * @param listener the listener's name; not null
 * @param hostname the name in greeting, replies and Received header: a domain or an address literal (RFC 5321 section
 *     2.3.5); not null
 * @param maxMessageSize octets of the content; a message of exactly that size is taken; at least 1
 * @param maxCommandLine octets of a command line with its CRLF; at least 512 (RFC 5321 section 4.5.3.1.4)
 * @param maxRecipients recipients of one transaction; at least 100 (RFC 5321 section 4.5.3.1.8)
 * @param receivedHeader whether a Received header is put before the content (RFC 5321 section 4.4)
 */
public record EngineSettings(
        String listener,
        String hostname,
        long maxMessageSize,
        int maxCommandLine,
        int maxRecipients,
        boolean receivedHeader) {}
