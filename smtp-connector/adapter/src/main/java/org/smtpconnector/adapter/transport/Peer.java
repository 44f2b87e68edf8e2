package org.smtpconnector.adapter.transport;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * Who is connected.
 *
 * @param local not null
 * @param remote not null
 * @param proxied whom a trusted proxy brings; {@link ProxyHeader#NONE} if there is none
 * @param connectedAt not null
 */
record Peer(InetSocketAddress local, InetSocketAddress remote, ProxyHeader proxied, Instant connectedAt) {

    /** Of whose connections this is one. */
    InetSocketAddress client() {
        return proxied.remote() == null ? remote : proxied.remote();
    }
}
