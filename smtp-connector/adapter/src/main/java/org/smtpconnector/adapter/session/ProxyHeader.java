package org.smtpconnector.adapter.session;

import java.net.InetSocketAddress;

/**
 * The two ends of the connection that a proxy announces in a header of the PROXY protocol.
 *
 * @param local the end of the proxy; null in {@link #NONE} only
 * @param remote the end of the client; null in {@link #NONE} only
 */
public record ProxyHeader(InetSocketAddress local, InetSocketAddress remote) {

    /** A header that announces no other connection: one of the proxy itself, or one over another protocol than TCP. */
    public static final ProxyHeader NONE = new ProxyHeader(null, null);
}
