package org.smtpconnector.adapter.client;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.Rate;

/**
 * The clients of a listener: what each may have, and has had lately. A client is the network that it connects from, as only
 * that costs it anything to change: an IPv4 address, or the first 64 bits of an IPv6 address, which is the least that is
 * given to anybody (RFC 6177).
 *
 * <p>A client that has no connection is remembered as long as that matters to a limit, but never more than {@value
 * #MAX_REMEMBERED} of them: then those are forgotten that left first. Safe for use by several threads.
 */
public final class ClientRegistry {

    public static final int MAX_REMEMBERED = 32_768;

    private final Map<Long, ClientNetwork> connected = new HashMap<>();

    /** In the order in which they left. */
    private final Map<Long, ClientNetwork> remembered = new LinkedHashMap<>();

    private final int maxConnections;
    private final Rate messageRate;
    private final long failureDelay;
    private final LongSupplier clock;

    public ClientRegistry(ListenerSettings settings) {
        this(settings, System::nanoTime);
    }

    /**
     * @param clock as {@link System#nanoTime()}
     */
    public ClientRegistry(ListenerSettings settings, LongSupplier clock) {
        this.maxConnections = settings.get(LimitKeys.MAX_CONNECTIONS_PER_CLIENT);
        this.messageRate = settings.get(LimitKeys.MESSAGE_RATE_PER_CLIENT);
        this.failureDelay = settings.get(AuthKeys.FAILURE_DELAY).toNanos();
        this.clock = clock;
    }

    /**
     * A client has connected.
     *
     * @return to be told when it disconnects; null if it has as many connections as it may have
     */
    public synchronized ClientNetwork connected(InetAddress address) {
        forget();
        Long network = network(address);
        ClientNetwork client = connected.get(network);
        if (client == null) {
            client = remembered.remove(network);
            if (client == null) {
                client = new ClientNetwork(this, network);
            }
            connected.put(network, client);
        }
        return client.connect(maxConnections) ? client : null;
    }

    public synchronized void disconnected(ClientNetwork client) {
        if (client.disconnect()) {
            connected.remove(client.network());
            if (!client.isBlank(clock.getAsLong())) {
                remembered.put(client.network(), client);
            }
            forget();
        }
    }

    private void forget() {
        long now = clock.getAsLong();
        Iterator<ClientNetwork> eldest = remembered.values().iterator();
        while (eldest.hasNext() && (eldest.next().isBlank(now) || remembered.size() > MAX_REMEMBERED)) {
            eldest.remove();
        }
    }

    /** Those that are known now, connected or not. */
    public synchronized int size() {
        return connected.size() + remembered.size();
    }

    public Rate messageRate() {
        return messageRate;
    }

    /** Nanoseconds. */
    public long failureDelay() {
        return failureDelay;
    }

    public long now() {
        return clock.getAsLong();
    }

    /**
     * IPv4 addresses are numbered within {@code 0:1::/32}, where IPv6 has nothing (RFC 4291 section 2.4), so that one number
     * will do for both.
     */
    public static long network(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4
                ? 1L << 32 | Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt())
                : ByteBuffer.wrap(octets).getLong();
    }
}
