package org.smtpconnector.adapter.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One client of a listener: see {@link Clients}, whose lock guards what this knows. Safe for use by several threads. */
public final class ClientNetwork {

    /** How long a wrong credential is held against a client, after the last one. */
    public static final long FORGET_FAILURES = TimeUnit.MINUTES.toNanos(15);

    /** The delay doubles so often. */
    private static final int MAX_DOUBLINGS = 5;

    private final ClientRegistry clients;
    private final Long network;
    private int connections;

    /** When the messages that were begun would all have come, had they come evenly. */
    private long messagesUntil;

    private int failures;
    private long lastFailure;

    /** Before this, nothing is said about a credential. */
    private long silentUntil;

    public ClientNetwork(ClientRegistry clients, Long network) {
        this.clients = clients;
        this.network = network;
        this.messagesUntil = clients.now();
        this.silentUntil = messagesUntil;
    }

    public Long network() {
        return network;
    }

    /** Whether an address belongs to this client. */
    public boolean has(InetAddress address) {
        return network == ClientRegistry.network(address);
    }

    /** False if there is no room. */
    public boolean connect(int max) {
        if (connections == max) {
            return false;
        }
        connections++;
        return true;
    }

    /** True if that was the last connection. */
    public boolean disconnect() {
        connections--;
        return connections == 0;
    }

    /** One connection less; to be called once for each. */
    public void disconnected() {
        clients.disconnected(this);
    }

    /** Whether there is nothing to remember. */
    public boolean isBlank(long now) {
        return messagesUntil - now <= 0
                && silentUntil - now <= 0
                && (failures == 0 || now - lastFailure > FORGET_FAILURES);
    }

    /** Takes one message from what this client may send; false if nothing is left of it. */
    public boolean takeMessage() {
        if (clients.messageRate().isUnlimited()) {
            return true;
        }
        synchronized (clients) {
            long now = clients.now();
            long period = clients.messageRate().period().toNanos();
            long from = messagesUntil - now > 0 ? messagesUntil : now;
            long until = from + period / clients.messageRate().count();
            if (until - now > period) {
                return false;
            }
            messagesUntil = until;
            return true;
        }
    }

    /**
     * A credential was wrong. Its reply waits for the delay, counted from when the credential came, or for the next multiple of
     * the shortest delay if finding out took longer: so how long that took cannot be told from outside.
     *
     * @param elapsed nanoseconds since the credential came
     * @return how long the reply has to wait
     */
    public Duration credentialFailed(long elapsed) {
        synchronized (clients) {
            long now = clients.now();
            if (now - lastFailure > FORGET_FAILURES) {
                failures = 0;
            }
            long delay = clients.failureDelay() << Math.min(failures, MAX_DOUBLINGS);
            failures++;
            lastFailure = now;
            long until = now + remaining(delay, elapsed);
            silentUntil = until - silentUntil > 0 ? until : silentUntil;
            return silence();
        }
    }

    /** As {@link #credentialFailed}, but what was wrong was not the credential, and is not held against the client. */
    public Duration credentialUnknown(long elapsed) {
        Duration remaining = Duration.ofNanos(remaining(clients.failureDelay(), elapsed));
        Duration silence = silence();
        return remaining.compareTo(silence) > 0 ? remaining : silence;
    }

    /**
     * How long the reply to a credential has to wait that was right: until the replies to those are over that were wrong. So
     * it is of no use to try many at once, and not to wait for the replies.
     */
    public Duration silence() {
        synchronized (clients) {
            return Duration.ofNanos(Math.max(0, silentUntil - clients.now()));
        }
    }

    private long remaining(long delay, long elapsed) {
        long shortest = clients.failureDelay();
        if (elapsed <= delay || shortest == 0) {
            return Math.max(0, delay - elapsed);
        }
        return (shortest - elapsed % shortest) % shortest;
    }
}
