package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.smtpconnector.api.SmtpTls;

/**
 * What the engine knows of a session at one moment; the components mean what the methods of the same name of {@link
 * org.smtpconnector.api.SmtpSession} do.
 *
 * @param authenticationId as whom the client has authenticated; empty if it has not
 */
public record SessionFacts(
        String id,
        String listener,
        InetSocketAddress localAddress,
        InetSocketAddress remoteAddress,
        Optional<String> remoteName,
        Instant connectedAt,
        String heloName,
        boolean isExtended,
        Optional<SmtpTls> tls,
        Optional<String> authenticationId,
        Optional<String> authorizationId,
        int errorCount) {}
