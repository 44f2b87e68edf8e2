package org.smtpconnector.inbox;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** The text of an address of a listener. */
public final class Address {

    private Address() {}

    /** Host and port as in a URL: the host in numbers, IPv6 in brackets. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? '[' + host + ']' : host) + ':' + address.getPort();
    }
}
