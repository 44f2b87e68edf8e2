package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.smtpconnector.api.SmtpSession;

/** A session at one moment. */
record SessionSnapshot(
        String id,
        String listener,
        InetSocketAddress localAddress,
        InetSocketAddress remoteAddress,
        Instant connectedAt,
        String heloName,
        boolean isExtended)
        implements SmtpSession {}
