package org.smtpconnector.protocol;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.syntax.MailParameters;

/** A mail transaction at one moment; immutable. */
record TransactionSnapshot(
        String id,
        Instant startedAt,
        SmtpAddress reversePath,
        Recipients.View recipients,
        MailParameters parameters,
        Optional<Instant> receivingSince,
        long receivedOctets,
        boolean isHeaderComplete,
        Optional<Instant> receivedAt)
        implements SmtpTransaction {

    @Override
    public BodyType bodyType() {
        return parameters.body();
    }

    @Override
    public OptionalLong declaredSize() {
        return parameters.size();
    }

    @Override
    public boolean isSmtpUtf8() {
        return parameters.smtpUtf8();
    }

    @Override
    public boolean isRequireTls() {
        return parameters.requireTls();
    }

    @Override
    public Optional<String> envelopeId() {
        return parameters.envelopeId();
    }

    @Override
    public Optional<DsnReturn> dsnReturn() {
        return parameters.dsnReturn();
    }

    @Override
    public SmtpDsnRequest dsnRequest(SmtpAddress recipient) {
        return recipients.dsnRequest(recipient);
    }
}
