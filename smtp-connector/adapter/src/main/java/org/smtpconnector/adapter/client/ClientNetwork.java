package org.smtpconnector.adapter.client;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A network that clients of one listener connect from: an IPv4 address, or the first 64 bits of an IPv6 address. It knows the
 * messages and the wrong credentials that have come from there. Safe for use by several threads.
 */
public final class ClientNetwork {

    /** Nanoseconds after the last wrong credential, after which wrong credentials are forgotten. */
    static final long FORGET_FAILURES = TimeUnit.MINUTES.toNanos(15);

    /** Maximum number of times the delay doubles. */
    private static final int MAX_DOUBLINGS = 5;

    private final long number;
    private final ClientLimits limits;
    private final Consumer<ClientNetwork> onDisconnect;

    /** The time at which all messages that were begun would have come, had they come evenly. */
    private long messagesUntil;

    private int failures;
    private long lastFailure;

    /** The time before which no credential is answered. */
    private long silentUntil;

    /**
     * Creates a network without a history.
     *
     * @param number as {@link #number(InetAddress)}
     * @param onDisconnect takes this network for each connection that has ended
     */
    ClientNetwork(long number, ClientLimits limits, Consumer<ClientNetwork> onDisconnect) {
        this.number = number;
        this.limits = limits;
        this.onDisconnect = onDisconnect;
        this.messagesUntil = limits.now();
        this.silentUntil = messagesUntil;
    }

    /**
     * Returns the number of the network of an address. IPv4 addresses are numbered within {@code 0:1::/32}, where IPv6 has no
     * addresses (RFC 4291 section 2.4), so that no two networks have the same number.
     */
    static long number(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4
                ? 1L << 32 | Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt())
                : ByteBuffer.wrap(octets).getLong();
    }

    long number() {
        return number;
    }

    /**
     * Returns whether an address belongs to this network.
     *
     * @param address not null
     */
    public boolean has(InetAddress address) {
        return number == number(address);
    }

    /** Ends a connection; to be called once for each that {@link ClientRegistry#connected} has admitted. */
    public void disconnected() {
        onDisconnect.accept(this);
    }

    /** Returns whether no limit depends on the past of this network. */
    synchronized boolean isBlank(long now) {
        return messagesUntil - now <= 0
                && silentUntil - now <= 0
                && (failures == 0 || now - lastFailure > FORGET_FAILURES);
    }

    /** Takes one message from those that may come from this network; returns false if none is left. */
    public synchronized boolean takeMessage() {
        if (limits.messageRate().isUnlimited()) {
            return true;
        }
        long now = limits.now();
        long period = limits.messageRate().period().toNanos();
        long from = messagesUntil - now > 0 ? messagesUntil : now;
        long until = from + period / limits.messageRate().count();
        if (until - now > period) {
            return false;
        }
        messagesUntil = until;
        return true;
    }

    /**
     * Counts a wrong credential. Its reply waits for the delay, which begins when the credential came; if checking it took
     * longer, the reply waits for the next multiple of the shortest delay, so that a client cannot measure how long the check
     * took.
     *
     * @param elapsed nanoseconds since the credential came
     * @return the time that the reply has to wait, 0 or more
     */
    public synchronized Duration credentialFailed(long elapsed) {
        long now = limits.now();
        if (now - lastFailure > FORGET_FAILURES) {
            failures = 0;
        }
        long delay = limits.failureDelay() << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        lastFailure = now;
        long until = now + remaining(delay, elapsed);
        silentUntil = until - silentUntil > 0 ? until : silentUntil;
        return silence();
    }

    /**
     * Returns the time that the reply to a credential has to wait that could not be checked. The credential is not counted as
     * wrong.
     *
     * @param elapsed nanoseconds since the credential came
     * @return 0 or more
     */
    public Duration credentialUnknown(long elapsed) {
        Duration remaining = Duration.ofNanos(remaining(limits.failureDelay(), elapsed));
        Duration silence = silence();
        return remaining.compareTo(silence) > 0 ? remaining : silence;
    }

    /**
     * Returns the time that the reply to a right credential has to wait: until the replies to all wrong ones have been sent. So a
     * client gains nothing by trying many at once without waiting for the replies.
     *
     * @return 0 or more
     */
    public synchronized Duration silence() {
        return Duration.ofNanos(Math.max(0, silentUntil - limits.now()));
    }

    private long remaining(long delay, long elapsed) {
        long shortest = limits.failureDelay();
        if (elapsed <= delay || shortest == 0) {
            return Math.max(0, delay - elapsed);
        }
        return (shortest - elapsed % shortest) % shortest;
    }
}
