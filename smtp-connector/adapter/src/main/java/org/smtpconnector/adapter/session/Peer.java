package org.smtpconnector.adapter.session;

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
public record Peer(InetSocketAddress local, InetSocketAddress remote, ProxyHeader proxied, Instant connectedAt) {

    /** Of whose connections this is one. */
    public InetSocketAddress client() {
        return proxied.remote() == null ? remote : proxied.remote();
    }
}
