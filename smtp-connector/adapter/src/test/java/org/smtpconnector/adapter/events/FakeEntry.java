package org.smtpconnector.adapter.events;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;

/** An entry of which only the number, the session's id and the transcript are told. */
record FakeEntry(long sequence, String sessionId, String transcript) implements SmtpJournal.Entry {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);

    @Override
    public String listener() {
        return "default";
    }

    @Override
    public Optional<String> transactionId() {
        return Optional.empty();
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public Duration duration() {
        return Duration.ZERO;
    }

    @Override
    public InetSocketAddress localAddress() {
        return ANY;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return ANY;
    }

    @Override
    public String heloName() {
        return "";
    }

    @Override
    public Optional<String> tlsProtocol() {
        return Optional.empty();
    }

    @Override
    public Optional<String> tlsCipherSuite() {
        return Optional.empty();
    }

    @Override
    public Optional<String> user() {
        return Optional.empty();
    }

    @Override
    public Optional<SmtpAddress> reversePath() {
        return Optional.empty();
    }

    @Override
    public List<SmtpJournal.Recipient> recipients() {
        return List.of();
    }

    @Override
    public int recipientsAccepted() {
        return 0;
    }

    @Override
    public int recipientsRefused() {
        return 0;
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public Optional<SmtpReply> reply() {
        return Optional.empty();
    }

    @Override
    public SmtpJournal.Outcome outcome() {
        return SmtpJournal.Outcome.CLOSED;
    }

    @Override
    public List<String> beans() {
        return List.of();
    }

    @Override
    public Duration queued() {
        return Duration.ZERO;
    }

    @Override
    public Duration processing() {
        return Duration.ZERO;
    }
}
