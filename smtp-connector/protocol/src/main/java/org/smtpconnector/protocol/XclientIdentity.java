package org.smtpconnector.protocol;

import static org.smtpconnector.protocol.syntax.XclientAttribute.*;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.smtpconnector.protocol.syntax.XclientAttribute;

/**
 * The client that a trusted proxy speaks for: the attributes of XCLIENT, over what was known before. Addresses, ports and the host
 * name last until they are told anew; the client's HELO and its login hold for one XCLIENT only, as with Postfix.
 *
 * @param local the end that the client connected to
 * @param remote the client's end; 0.0.0.0 or port 0 if it is not known, for it is not the proxy's
 * @param remoteName the client's host name; empty if it is not known
 * @param login the user as whom the client has authenticated at the proxy; empty if it has not
 * @param heloName the client's name in HELO or EHLO; empty if the client is still to say it
 * @param isExtended whether that was EHLO
 */
record XclientIdentity(
        InetSocketAddress local,
        InetSocketAddress remote,
        String remoteName,
        String login,
        String heloName,
        boolean isExtended) {

    private static final String UNKNOWN_ADDRESS = "0.0.0.0";

    /** Puts the attributes over what was known before; an attribute that is unavailable has an empty value. */
    static XclientIdentity of(
            Map<XclientAttribute, String> attributes,
            InetSocketAddress local,
            InetSocketAddress remote,
            String remoteName) {
        // Another address is another client, whose name and port are not those of the one before.
        boolean another = attributes.containsKey(ADDR);
        String proto = attributes.getOrDefault(PROTO, "SMTP");
        return new XclientIdentity(
                endpoint(local, attributes.get(DESTADDR), attributes.get(DESTPORT)),
                endpoint(remote, attributes.get(ADDR), attributes.getOrDefault(PORT, another ? "" : null)),
                attributes.getOrDefault(NAME, another ? "" : remoteName),
                attributes.getOrDefault(LOGIN, ""),
                attributes.getOrDefault(HELO, ""),
                proto.equals("ESMTP") || proto.equals("LMTP"));
    }

    /** Returns an end of the connection; a null leaves its part as it was. */
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
