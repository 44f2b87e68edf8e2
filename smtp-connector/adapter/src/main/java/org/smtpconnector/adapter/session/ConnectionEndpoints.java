package org.smtpconnector.adapter.session;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * The two ends of a connection.
 *
 * @param local not null
 * @param remote not null
 * @param proxied the connection that a trusted proxy brings; {@link ProxyHeader#NONE} if there is none
 * @param connectedAt not null
 */
record ConnectionEndpoints(
        InetSocketAddress local, InetSocketAddress remote, ProxyHeader proxied, Instant connectedAt) {

    /** The client's end: the one that a trusted proxy named, or the socket's. */
    InetSocketAddress client() {
        return proxied.remote() == null ? remote : proxied.remote();
    }
}
