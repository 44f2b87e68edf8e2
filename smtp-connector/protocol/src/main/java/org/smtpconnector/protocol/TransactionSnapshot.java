package org.smtpconnector.protocol;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpTransaction;

/** A mail transaction at one moment. */
record TransactionSnapshot(
        String id,
        Instant startedAt,
        SmtpAddress reversePath,
        List<SmtpAddress> recipients,
        BodyType bodyType,
        OptionalLong declaredSize)
        implements SmtpTransaction {}
