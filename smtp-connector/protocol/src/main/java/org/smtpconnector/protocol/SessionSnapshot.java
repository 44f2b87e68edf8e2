package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.smtpconnector.api.SmtpTls;

/**
 * A session at one moment; immutable. The components mean what the methods of the same name of {@link
 * org.smtpconnector.api.SmtpSession} do.
 *
 * @param remoteName the client's host name, as a trusted proxy told it with XCLIENT; printable ASCII, empty if none did
 * @param caller the user as whom the client has authenticated; empty if it has not
 */
public record SessionSnapshot(
        String id,
        String listener,
        String hostname,
        boolean isLmtp,
        InetSocketAddress localAddress,
        InetSocketAddress remoteAddress,
        Optional<String> remoteName,
        Optional<InetSocketAddress> proxyAddress,
        Instant connectedAt,
        String heloName,
        boolean isExtended,
        Optional<SmtpTls> tls,
        Optional<Instant> securedAt,
        Optional<Caller> caller,
        Optional<String> authorizationId,
        Optional<Instant> authenticatedAt,
        int errorCount) {

    /** The name of the caller; empty if the client has not authenticated. */
    public Optional<String> authenticationId() {
        return caller.map(Caller::name);
    }
}
