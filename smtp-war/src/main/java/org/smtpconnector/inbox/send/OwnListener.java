package org.smtpconnector.inbox.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpStatus;

/** Finds the listener of this server that takes mail from this machine, in clear. */
@ApplicationScoped
public class OwnListener {

    private static final List<String> WITH_TLS = List.of("required", "implicit");

    @Inject
    SmtpStatus status;

    /** Returns where to send to; empty if no listener takes SMTP in clear now. */
    public Optional<SmtpServer> find() {
        return find(status.listeners());
    }

    /** Tells whether a server is a listener of this one. */
    boolean isAt(SmtpServer server) {
        return isAt(status.listeners(), server);
    }

    static boolean isAt(List<SmtpStatus.Listener> listeners, SmtpServer server) {
        List<InetAddress> asked = addresses(server.host());
        return listeners.stream()
                .flatMap(listener -> listener.addresses().stream())
                .filter(bound -> bound.getPort() == server.port())
                .anyMatch(bound -> asked.stream().anyMatch(address -> leadsTo(bound.getAddress(), address)));
    }

    private static boolean leadsTo(InetAddress bound, InetAddress asked) {
        return bound.equals(asked)
                || asked.isAnyLocalAddress()
                || (bound.isAnyLocalAddress() && isOfThisMachine(asked));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            // The attempt to connect says so.
            return List.of();
        }
    }

    static Optional<SmtpServer> find(List<SmtpStatus.Listener> listeners) {
        return listeners.stream()
                .filter(SmtpStatus.Listener::accepting)
                .filter(OwnListener::takesSmtpInClear)
                .flatMap(listener -> listener.addresses().stream())
                .map(OwnListener::server)
                .findFirst();
    }

    private static boolean takesSmtpInClear(SmtpStatus.Listener listener) {
        return setting(listener, "protocol", "smtp").equals("smtp")
                && !setting(listener, "proxy-protocol", "off").equals("required")
                && !WITH_TLS.contains(setting(listener, "tls.mode", "auto"));
    }

    private static String setting(SmtpStatus.Listener listener, String key, String otherwise) {
        return Optional.ofNullable(listener.settings().get(key))
                .map(SmtpStatus.Setting::text)
                .orElse(otherwise);
    }

    private static SmtpServer server(InetSocketAddress address) {
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        return SmtpServer.inClear(host.getHostAddress(), address.getPort());
    }
}
