package org.smtpconnector.inbox.login;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes guessing slow, as SMTP AUTH does: who gave a wrong password several times has to wait, twice as long with each further
 * one, until there has been none for 15 minutes. Counted is by client network (an IPv4 address, or the first 64 bits of an IPv6
 * address), and by user over all networks; but the user's count matters only to a network that has failed itself. So many networks
 * together get no further than one guess each, and whoever attacks a user does not keep that user out at another address.
 *
 * <p>An attempt counts as failed from its beginning on until it has succeeded: a thousand at once are no way around. What is
 * remembered is bounded, the oldest is forgotten first. Safe for use by several threads.
 */
final class LoginAttempts {

    /** Wrong passwords of one network that cost nothing: people mistype. */
    static final int FREE_OF_A_NETWORK = 5;

    /** Wrong passwords for one user, from wherever, that cost nothing. */
    static final int FREE_OF_A_USER = 20;

    static final int MAX_REMEMBERED = 10_000;
    static final long LONGEST_SECONDS = 64;
    private static final long FORGOTTEN_AFTER = TimeUnit.MINUTES.toNanos(15);
    private static final int IPV6_NETWORK_OCTETS = 8;

    /** The failures by network; one with the latest failure is at the end. */
    private final Map<String, Failures> networks = new LinkedHashMap<>();

    private final Map<String, Failures> users = new LinkedHashMap<>();

    private record Failures(int count, long last) {
        private long seconds(int free, long now) {
            if (count < free) {
                return 0;
            }
            long seconds = Math.min(LONGEST_SECONDS, 1L << Math.min(count - free, 62));
            return Math.max(0, TimeUnit.SECONDS.convert(last - now, TimeUnit.NANOSECONDS) + seconds);
        }
    }

    /**
     * Begins an attempt, unless it comes too early.
     *
     * @param network see {@link #network}
     * @param user in a form of bounded length
     * @param now {@link System#nanoTime()}
     * @return seconds to wait before it may be tried; 0 if it may be now
     */
    synchronized long begin(String network, String user, long now) {
        forget(networks, now);
        forget(users, now);
        long wait = Optional.ofNullable(networks.get(network))
                .map(failures -> Math.max(
                        failures.seconds(FREE_OF_A_NETWORK, now),
                        Optional.ofNullable(users.get(user))
                                .map(all -> all.seconds(FREE_OF_A_USER, now))
                                .orElse(0L)))
                .orElse(0L);
        if (wait == 0) {
            failed(networks, network, now);
            failed(users, user, now);
        }
        return wait;
    }

    /** Undoes what {@link #begin} did, and no more: a right password in between does not make guessing free. */
    synchronized void succeeded(String network, String user) {
        undo(networks, network);
        undo(users, user);
    }

    /** Returns the number of networks and users that are remembered. */
    synchronized int size() {
        return networks.size() + users.size();
    }

    private static void failed(Map<String, Failures> all, String key, long now) {
        Failures before = all.remove(key);
        all.put(key, new Failures(before == null ? 1 : before.count() + 1, now));
        if (all.size() > MAX_REMEMBERED) {
            all.remove(all.keySet().iterator().next());
        }
    }

    private static void undo(Map<String, Failures> all, String key) {
        all.computeIfPresent(
                key,
                (same, failures) -> failures.count() == 1 ? null : new Failures(failures.count() - 1, failures.last()));
    }

    private static void forget(Map<String, Failures> all, long now) {
        Iterator<Failures> eldest = all.values().iterator();
        while (eldest.hasNext() && now - eldest.next().last() > FORGOTTEN_AFTER) {
            eldest.remove();
        }
    }

    /**
     * The network of a client.
     *
     * @param address in numbers, so that no name is looked up
     */
    static String network(String address) {
        try {
            byte[] octets = InetAddress.getByName(address).getAddress();
            return HexFormat.of()
                    .formatHex(
                            octets.length > IPV6_NETWORK_OCTETS ? Arrays.copyOf(octets, IPV6_NETWORK_OCTETS) : octets);
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
