package org.smtpconnector.adapter.jca;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpTransaction;

/** A transaction with those of its recipients that one bean has claimed. */
record ClaimedTransaction(SmtpTransaction whole, List<SmtpAddress> recipients) implements SmtpTransaction {

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public Instant startedAt() {
        return whole.startedAt();
    }

    @Override
    public Optional<Instant> receivingSince() {
        return whole.receivingSince();
    }

    @Override
    public Optional<Instant> receivedAt() {
        return whole.receivedAt();
    }

    @Override
    public long receivedOctets() {
        return whole.receivedOctets();
    }

    @Override
    public boolean isHeaderComplete() {
        return whole.isHeaderComplete();
    }

    @Override
    public SmtpAddress reversePath() {
        return whole.reversePath();
    }

    @Override
    public BodyType bodyType() {
        return whole.bodyType();
    }

    @Override
    public OptionalLong declaredSize() {
        return whole.declaredSize();
    }

    @Override
    public boolean isSmtpUtf8() {
        return whole.isSmtpUtf8();
    }

    @Override
    public boolean isRequireTls() {
        return whole.isRequireTls();
    }

    @Override
    public Optional<String> envelopeId() {
        return whole.envelopeId();
    }

    @Override
    public Optional<DsnReturn> dsnReturn() {
        return whole.dsnReturn();
    }

    @Override
    public SmtpDsnRequest dsnRequest(SmtpAddress recipient) {
        return whole.dsnRequest(recipient);
    }
}
