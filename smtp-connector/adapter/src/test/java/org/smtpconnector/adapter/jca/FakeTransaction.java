package org.smtpconnector.adapter.jca;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpAddress;
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
}
