package org.smtpconnector.inbox.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
