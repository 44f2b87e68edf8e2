package org.smtpconnector.adapter.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.function.LongFunction;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.SessionSnapshot;

/**
 * The events of one listener, and those who are told of them: counters, journal, audit log, transcript log, JFR. Safe for use by several
 * threads; never waits.
 */
public final class ListenerEvents {

    private final String name;
    private final Counters counters = new Counters();

    /** Null if nothing is kept. */
    private final Journal.Ring journal;

    private final LogWriter writer;
    private final AuditLog audit;

    /**
     * @param name of the listener
     * @param journal null if nothing is to be kept
     * @param writer to which lines for the log go
     * @param audit to which audit lines go
     */
    public ListenerEvents(String name, Journal.Ring journal, LogWriter writer, AuditLog audit) {
        this.name = name;
        this.journal = journal;
        this.writer = writer;
        this.audit = audit;
    }

    String name() {
        return name;
    }

    /** Tells whether sessions and transactions are kept in a journal. */
    boolean isKept() {
        return journal != null;
    }

    /** A limit was reached; to be called where no session tells a client of it: {@link SessionEvents#reply} does the others. */
    public void reached(Limit limit) {
        counters.reached(limit);
    }

    /**
     * Beans are going to be called on a thread of the container.
     *
     * @param method of the beans' interface
     */
    public void called(String method) {
        counters.called(method);
    }

    /** A TLS handshake is over; one that has succeeded is told by {@link SessionEvents#secured}. */
    public void tlsHandshake(boolean succeeded) {
        (succeeded ? counters.tlsHandshakes : counters.tlsFailures).increment();
    }

    /**
     * Something failed on an event loop, which must not wait for the log.
     *
     * @param logger of the class where it failed; not null
     * @param what names the session and what failed; not null
     * @param cause not null
     */
    public void failed(Logger logger, String what, Throwable cause) {
        writer.add(logger, Level.ERROR, () -> what, cause);
    }

    /**
     * Something is to be said on an event loop, which must not wait for the log.
     *
     * @param logger of the class that says it; not null
     * @param what names the listener; not null
     */
    public void warned(Logger logger, String what) {
        writer.add(logger, Level.WARNING, () -> what, null);
    }

    Counters counters() {
        return counters;
    }

    /** Returns the counters as they are now. */
    public SmtpStatus.Counters counted() {
        return counters.snapshot(audit.lost());
    }

    /** Tells whether it is worth making an entry. */
    boolean wantsTransactions() {
        return journal != null || audit.isOn();
    }

    /** @param entry makes the entry with its number; an entry that is not kept has none */
    void transactionEnded(LongFunction<SmtpJournal.Entry> entry) {
        SmtpJournal.Entry made = journal == null ? entry.apply(0) : journal.add(entry);
        if (audit.isOn()) {
            audit.add(new AuditEvent.Transaction(made));
        }
    }

    void sessionEnded(LongFunction<SmtpJournal.Entry> entry) {
        journal.add(entry);
    }

    void authenticationRefused(SessionSnapshot session, AuthMechanism mechanism, String user, SmtpReply reply) {
        if (audit.isOn()) {
            audit.add(new AuditEvent.RefusedAuthentication(session, mechanism.name(), user, reply, Instant.now()));
        }
    }

    void said(String sessionId, long started, String line) {
        if (TranscriptLog.isOn()) {
            TranscriptLog.line(writer, sessionId, started, line);
        }
    }
}
