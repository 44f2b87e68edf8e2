package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTls;

/** A session at one moment. */
record SessionSnapshot(
        String id,
        String listener,
        InetSocketAddress localAddress,
        InetSocketAddress remoteAddress,
        Instant connectedAt,
        String heloName,
        boolean isExtended,
        Optional<SmtpTls> tls,
        Optional<String> authenticationId,
        Optional<String> authorizationId,
        int errorCount)
        implements SmtpSession {}
