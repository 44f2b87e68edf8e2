package org.smtpconnector.adapter.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.ListenerSettings;

/** What a listener's hosts mean, and what to tell the administrator when one cannot be bound. */
final class ListenAddresses {

    private ListenAddresses() {}

    /** The addresses of a host with each port, at least one. May ask the DNS. */
    static List<InetSocketAddress> resolve(ListenerSettings settings, String host) throws ListenException {
        List<Integer> ports = settings.get(BindingKeys.PORT);
        if (host.equals("*")) {
            return ports.stream().map(InetSocketAddress::new).toList();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .flatMap(address -> ports.stream().map(port -> new InetSocketAddress(address, port)))
                    .toList();
        } catch (UnknownHostException e) {
            throw new ListenException(
                    settings.key(BindingKeys.HOST) + ": " + host
                            + " cannot be resolved; expected addresses or names of this machine, or *",
                    e);
        }
    }

    static ListenException failure(ListenerSettings settings, String host, InetSocketAddress address, Throwable cause) {
        String where = address.getPort() + " on " + host;
        if (isNotLocal(cause)) {
            return new ListenException(
                    settings.key(BindingKeys.HOST) + ": " + host + " ("
                            + address.getAddress().getHostAddress()
                            + ") is not an address of this machine; expected one that is, or *",
                    cause);
        }
        if (says(cause, "in use")) {
            return new ListenException(
                    settings.key(BindingKeys.PORT) + ": " + where
                            + " is already in use; choose another port or stop the other program",
                    cause);
        }
        if (says(cause, "permission denied")) {
            return new ListenException(
                    settings.key(BindingKeys.PORT) + ": " + where
                            + " may not be bound by the user of this process; choose a port"
                            + " from 1024 on, or give the process the right to bind those below",
                    cause);
        }
        return new ListenException(settings.key(BindingKeys.PORT) + ": " + where + " cannot be bound: " + cause, cause);
    }

    /** Tells whether the address belongs to another machine, or to a protocol that is switched off. */
    static boolean isNotLocal(Throwable cause) {
        return says(cause, "cannot assign requested address") || says(cause, "address family");
    }

    /** The JDK tells the reasons apart only by the operating system's words. */
    private static boolean says(Throwable cause, String words) {
        return cause instanceof SocketException
                && cause.getMessage() != null
                && cause.getMessage().toLowerCase(Locale.ROOT).contains(words);
    }
}
