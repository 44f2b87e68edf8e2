package org.smtpconnector.adapter.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The keys of proxies, which may speak for clients. */
public final class ProxyKeys {

    public static final Key<ProxyProtocol> PROTOCOL = Key.inherited(
            "proxy-protocol",
            Type.choice(ProxyProtocol.class),
            "off",
            "Whether connections begin with a header of the PROXY protocol, version 1 or 2, before TLS. `optional`:"
                    + " connections from the trusted networks must have the header, others come without it. `required`: only"
                    + " connections from the trusted networks are accepted, with the header.");

    public static final Key<Optional<List<Network>>> TRUSTED_NETWORKS = Key.optional(
            "proxy-protocol.trusted-networks",
            Type.NETWORKS,
            "The networks of the proxies whose PROXY headers the adapter trusts.");

    public static final Key<Optional<List<Network>>> XCLIENT_TRUSTED_NETWORKS = Key.optional(
            "xclient.trusted-networks",
            Type.NETWORKS,
            "The networks of the proxies that may name the real client by XCLIENT. XCLIENT is offered to these networks only.");

    static final Section SECTION = new Section(
            "Proxies",
            List.of(PROTOCOL, TRUSTED_NETWORKS, XCLIENT_TRUSTED_NETWORKS),
            List.of(new Rule(List.of(PROTOCOL, TRUSTED_NETWORKS), ProxyKeys::check)));

    private ProxyKeys() {}

    private static void check(ListenerSettings settings, Rule.Findings findings) {
        boolean off = settings.get(PROTOCOL) == ProxyProtocol.OFF;
        boolean networks = settings.get(TRUSTED_NETWORKS).isPresent();
        if (!off && !networks) {
            findings.error(
                    PROTOCOL,
                    "off, or networks in proxy-protocol.trusted-networks, whose headers the adapter then trusts");
        } else if (off && networks) {
            findings.warning(TRUSTED_NETWORKS, "is not used, because proxy-protocol is off");
        }
    }

    /** Returns whether an address is in one of the networks; false if there are none. */
    public static boolean contain(Optional<List<Network>> networks, InetAddress address) {
        return networks.orElse(List.of()).stream().anyMatch(network -> network.contains(address));
    }
}
