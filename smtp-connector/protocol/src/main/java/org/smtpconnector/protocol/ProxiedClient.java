package org.smtpconnector.protocol;

import static org.smtpconnector.protocol.XclientAttribute.*;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Whom a trusted proxy speaks for: what it says with XCLIENT, over what was known before. Addresses, ports and the host name
 * last until they are told anew; what the client said and who it is holds for one XCLIENT only, as with Postfix.
 *
 * @param local where the client connected to
 * @param remote the client's end; 0.0.0.0 or port 0 if it is not known, for it is not the proxy's
 * @param remoteName the client's host name; empty if it is not known
 * @param login as whom it authenticated at the proxy; empty if it did not
 * @param heloName what it said with HELO or EHLO; empty if it is still to say so
 * @param isExtended whether that was EHLO
 */
record ProxiedClient(
        InetSocketAddress local,
        InetSocketAddress remote,
        String remoteName,
        String login,
        String heloName,
        boolean isExtended) {

    private static final String UNKNOWN_ADDRESS = "0.0.0.0";

    /** Puts the attributes over what is known of the session; an attribute that is unavailable has an empty value. */
    static ProxiedClient of(Map<XclientAttribute, String> attributes, Session session) {
        // Another address is another client, whose name and port are not those of the one before.
        boolean another = attributes.containsKey(ADDR);
        String proto = attributes.getOrDefault(PROTO, "SMTP");
        return new ProxiedClient(
                endpoint(session.local(), attributes.get(DESTADDR), attributes.get(DESTPORT)),
                endpoint(session.remote(), attributes.get(ADDR), attributes.getOrDefault(PORT, another ? "" : null)),
                attributes.getOrDefault(NAME, another ? "" : session.remoteName()),
                attributes.getOrDefault(LOGIN, ""),
                attributes.getOrDefault(HELO, ""),
                proto.equals("ESMTP") || proto.equals("LMTP"));
    }

    /** Null leaves what there was before. */
    private static InetSocketAddress endpoint(InetSocketAddress before, String address, String port) {
        try {
            return new InetSocketAddress(
                    // A literal is not looked up; the parser lets nothing else through.
                    address == null
                            ? before.getAddress()
                            : InetAddress.getByName(address.isEmpty() ? UNKNOWN_ADDRESS : address),
                    port == null ? before.getPort() : port.isEmpty() ? 0 : Integer.parseInt(port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Not a literal: " + address, e);
        }
    }
}
