package org.smtpconnector.adapter.jca;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpTransaction;

/** A transaction that has an id, which is all that is looked at here. */
record FakeTransaction() implements SmtpTransaction {

    @Override
    public String id() {
        return "test-1";
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public SmtpAddress reversePath() {
        return SmtpAddress.NULL;
    }

    @Override
    public List<SmtpAddress> recipients() {
        return List.of();
    }

    @Override
    public BodyType bodyType() {
        return BodyType.SEVEN_BIT;
    }

    @Override
    public OptionalLong declaredSize() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isSmtpUtf8() {
        return false;
    }

    @Override
    public boolean isRequireTls() {
        return false;
    }

    @Override
    public Optional<String> envelopeId() {
        return Optional.empty();
    }

    @Override
    public Optional<DsnReturn> dsnReturn() {
        return Optional.empty();
    }

    @Override
    public SmtpDsnRequest dsnRequest(SmtpAddress recipient) {
        return SmtpDsnRequest.NONE;
    }
}
