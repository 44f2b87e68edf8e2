package org.smtpconnector.adapter.client;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.smtpconnector.adapter.config.ListenerSettings;

/**
 * The client networks of a listener. A client is known by its network, because only that is costly to change: an IPv4 address, or
 * the first 64 bits of an IPv6 address, which is the smallest network that a provider gives to a customer (RFC 6177).
 *
 * <p>A network without a connection is remembered as long as its past matters to a limit. At most {@value #MAX_REMEMBERED} are
 * remembered; beyond that, those that left first are forgotten. Safe for use by several threads.
 */
public final class ClientRegistry {

    static final int MAX_REMEMBERED = 32_768;

    /** A network with at least one connection. */
    private static final class Connected {

        private final ClientNetwork network;
        private int connections;

        Connected(ClientNetwork network) {
            this.network = network;
        }
    }

    private final Map<Long, Connected> connected = new HashMap<>();

    /** The networks without a connection, in the order in which they left. */
    private final Map<Long, ClientNetwork> remembered = new LinkedHashMap<>();

    private final ClientLimits limits;

    /**
     * Creates a registry without networks.
     *
     * @param settings not null
     */
    public ClientRegistry(ListenerSettings settings) {
        this(settings, System::nanoTime);
    }

    /**
     * Creates a registry without networks.
     *
     * @param clock as {@link System#nanoTime()}
     */
    ClientRegistry(ListenerSettings settings, LongSupplier clock) {
        this.limits = ClientLimits.of(settings, clock);
    }

    /**
     * Admits a connection.
     *
     * @param address of the client; not null
     * @return the network, whose {@link ClientNetwork#disconnected} is to be called when the connection has ended; null if the
     *     network has as many connections as it may have
     */
    public synchronized ClientNetwork connected(InetAddress address) {
        forget();
        long number = ClientNetwork.number(address);
        Connected entry = connected.computeIfAbsent(number, key -> new Connected(network(key)));
        if (entry.connections >= limits.connections()) {
            return null;
        }
        entry.connections++;
        return entry.network;
    }

    /** Returns a network that has had no connection. */
    private ClientNetwork network(long number) {
        ClientNetwork known = remembered.remove(number);
        return known == null ? new ClientNetwork(number, limits, this::disconnected) : known;
    }

    private synchronized void disconnected(ClientNetwork network) {
        Connected entry = connected.get(network.number());
        entry.connections--;
        if (entry.connections == 0) {
            connected.remove(network.number());
            if (!network.isBlank(limits.now())) {
                remembered.put(network.number(), network);
            }
            forget();
        }
    }

    private void forget() {
        long now = limits.now();
        Iterator<ClientNetwork> eldest = remembered.values().iterator();
        while (eldest.hasNext() && (eldest.next().isBlank(now) || remembered.size() > MAX_REMEMBERED)) {
            eldest.remove();
        }
    }

    /** Returns the number of networks that are known now, with or without connections. */
    public synchronized int size() {
        return connected.size() + remembered.size();
    }
}
