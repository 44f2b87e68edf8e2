package org.smtpconnector.inbox.client.junit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.smtpconnector.inbox.client.InboxClient;
import org.smtpconnector.inbox.client.Message;
import org.smtpconnector.inbox.client.MessageFilter;
import org.smtpconnector.inbox.client.NoMessageError;

/**
 * The inbox of a test.
 *
 * @param client for everything else that the inbox can do
 */
public record Inbox(InboxClient client) {

    /** Top-level domain for tests, that no mail of anybody leads to (RFC 2606). */
    private static final String DOMAIN = "@inbox.test";

    /** Returns an address that no other test has: tests that run at the same time do not find each other's messages. */
    public String newAddress() {
        return newAddress("user");
    }

    /**
     * Returns an address that no other test has.
     *
     * @param name how it begins, such as {@code anna}
     */
    public String newAddress(String name) {
        return name + '.' + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT) + DOMAIN;
    }

    /** Returns the address at which the inbox takes mail: the application under test is to send there. */
    public InetSocketAddress smtp() {
        return client.smtp();
    }

    /**
     * Waits for a message; one that has come before the call is found, too.
     *
     * @throws NoMessageError naming what has come instead, if nothing is found in time
     */
    public Message awaitMessage(MessageFilter filter, Duration time) {
        return client.awaitMessage(filter, time);
    }
}
