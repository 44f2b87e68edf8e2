package org.smtpconnector.adapter.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.ConfigError;
import org.smtpconnector.adapter.config.ListenerSettings;

/** The addresses that the hosts and ports of a listener mean at one moment. */
public final class ListenAddresses {

    /**
     * An address of a listener.
     *
     * @param host the name or address as it is configured
     */
    record Target(ListenerSettings settings, String host, InetSocketAddress address) {

        /** Returns whether only one of both can be bound. Port 0 is any free port, never that of another. */
        private boolean collidesWith(Target other) {
            InetAddress one = address.getAddress();
            InetAddress two = other.address.getAddress();
            return address.getPort() != 0
                    && address.getPort() == other.address.getPort()
                    && (one.isAnyLocalAddress() || two.isAnyLocalAddress() || isSame(one, two));
        }

        private static boolean isSame(InetAddress one, InetAddress two) {
            return one.equals(two)
                    // A link-local address is another one on each network interface, which equals() does not know.
                    && (!(one instanceof Inet6Address six) || six.getScopeId() == ((Inet6Address) two).getScopeId());
        }

        private String where() {
            return settings.show(BindingKeys.PORT) + " with " + settings.show(BindingKeys.HOST);
        }
    }

    private final List<Target> targets = new ArrayList<>();
    private final List<ConfigError> errors = new ArrayList<>();

    /** Resolves the hosts of a listener; may ask the DNS. */
    ListenAddresses(ListenerSettings settings) {
        for (String host : settings.get(BindingKeys.HOST)) {
            try {
                for (InetAddress address : resolve(host)) {
                    for (int port : settings.get(BindingKeys.PORT)) {
                        targets.add(new Target(settings, host, new InetSocketAddress(address, port)));
                    }
                }
            } catch (UnknownHostException e) {
                errors.add(error(
                        settings, "addresses or names of this machine, or *, but " + host + " cannot be resolved"));
            }
        }
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            targets.subList(0, i).stream()
                    .filter(target::collidesWith)
                    .findFirst()
                    .ifPresent(other -> errors.add(error(
                            settings,
                            "each address once, but " + text(target.address()) + " is meant by " + other.host()
                                    + " and by " + target.host())));
        }
    }

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        return host.equals("*")
                ? List.of(new InetSocketAddress(0).getAddress())
                : Arrays.stream(InetAddress.getAllByName(host)).distinct().toList();
    }

    private static ConfigError error(ListenerSettings settings, String expectation) {
        return new ConfigError(settings.key(BindingKeys.HOST), settings.text(BindingKeys.HOST), expectation);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + " port " + address.getPort();
    }

    /** Returns the addresses, at least one for each host that can be resolved. */
    List<Target> targets() {
        return targets;
    }

    /** Returns the errors in the addresses of this listener alone. */
    List<ConfigError> errors() {
        return errors;
    }

    /**
     * Returns the errors in the addresses of some listeners: names that cannot be resolved, and addresses that occur twice, be
     * it by another name, by {@code *} or in another listener. May ask the DNS.
     *
     * @param wanted the listeners to be bound, in the order in which errors name them
     * @param bound the listeners that are bound already; only their collisions with the others are errors
     * @return empty if nothing is wrong
     */
    public static List<ConfigError> errors(List<ListenerSettings> wanted, List<ListenerSettings> bound) {
        List<ConfigError> errors = new ArrayList<>();
        List<Target> others = new ArrayList<>();
        bound.forEach(settings -> others.addAll(new ListenAddresses(settings).targets()));
        for (ListenerSettings settings : wanted) {
            ListenAddresses addresses = new ListenAddresses(settings);
            errors.addAll(addresses.errors());
            for (Target target : addresses.targets()) {
                others.stream()
                        .filter(target::collidesWith)
                        .findFirst()
                        .ifPresent(other -> errors.add(new ConfigError(
                                settings.key(BindingKeys.PORT),
                                settings.text(BindingKeys.PORT),
                                "another port or host, since " + text(target.address()) + " ("
                                        + settings.show(BindingKeys.HOST) + ") is also that of " + other.where())));
            }
            others.addAll(addresses.targets());
        }
        return errors;
    }
}
