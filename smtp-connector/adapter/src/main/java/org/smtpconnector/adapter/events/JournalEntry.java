package org.smtpconnector.adapter.events;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.SessionSnapshot;

/** An entry, made when a transaction or a session has ended: what all views of that end are made from. */
record JournalEntry(
        long sequence,
        String listener,
        String sessionId,
        Optional<String> transactionId,
        Instant startedAt,
        Duration duration,
        InetSocketAddress localAddress,
        InetSocketAddress remoteAddress,
        String heloName,
        Optional<String> tlsProtocol,
        Optional<String> tlsCipherSuite,
        Optional<String> user,
        Optional<SmtpAddress> reversePath,
        List<SmtpJournal.Recipient> recipients,
        int recipientsAccepted,
        int recipientsRefused,
        long size,
        Optional<SmtpReply> reply,
        SmtpJournal.Outcome outcome,
        List<String> beans,
        Duration queued,
        Duration processing,
        String transcript)
        implements SmtpJournal.Entry {

    /**
     * A transaction that has ended.
     *
     * @param reply null if there was none
     */
    static JournalEntry of(
            long sequence,
            SessionSnapshot session,
            TransactionRecord over,
            SmtpReply reply,
            SmtpJournal.Outcome outcome,
            String transcript) {
        return new JournalEntry(
                sequence,
                session.listener(),
                session.id(),
                Optional.of(over.id),
                over.startedAt,
                since(over.started),
                session.localAddress(),
                session.remoteAddress(),
                session.heloName(),
                session.tls().map(SmtpTls::protocol),
                session.tls().map(SmtpTls::cipherSuite),
                session.authenticationId(),
                Optional.of(over.reversePath),
                List.copyOf(over.recipients),
                over.accepted,
                over.refused,
                over.size,
                Optional.ofNullable(reply),
                outcome,
                over.verdict.beans(),
                Duration.ofNanos(over.verdict.queuedNanos()),
                Duration.ofNanos(over.verdict.processingNanos()),
                transcript);
    }

    /**
     * A session that has ended.
     *
     * @param started as {@link System#nanoTime()}
     * @param reply null if there was none
     */
    static JournalEntry of(
            long sequence,
            SessionSnapshot session,
            long started,
            long octets,
            SmtpReply reply,
            SmtpJournal.Outcome outcome,
            String transcript) {
        return new JournalEntry(
                sequence,
                session.listener(),
                session.id(),
                Optional.empty(),
                session.connectedAt(),
                since(started),
                session.localAddress(),
                session.remoteAddress(),
                session.heloName(),
                session.tls().map(SmtpTls::protocol),
                session.tls().map(SmtpTls::cipherSuite),
                session.authenticationId(),
                Optional.empty(),
                List.of(),
                0,
                0,
                octets,
                Optional.ofNullable(reply),
                outcome,
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                transcript);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
