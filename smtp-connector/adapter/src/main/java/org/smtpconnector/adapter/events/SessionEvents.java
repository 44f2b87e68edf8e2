package org.smtpconnector.adapter.events;

import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.SmtpObserver;
import org.smtpconnector.protocol.Verdict;

/**
 * Turns what the engine, the transport and the beans say about one session into events; the one place where that is done. On
 * the session's event loop.
 */
public final class SessionEvents implements SmtpObserver {

    private static final int GOODBYE = 221;
    private static final int FAREWELL = 421;

    private final ListenerEvents listener;
    private final String id;
    private final long started = System.nanoTime();

    /** Null if nothing is kept. */
    private final Transcript transcript;

    /** Null if it is not recorded, as those of the transaction, the delivery, the authentication. */
    private final JfrEvents.Connection connectionFlight = JfrEvents.connection();

    private JfrEvents.Transaction transactionFlight;
    private JfrEvents.Delivery deliveryFlight;
    private JfrEvents.Auth authFlight;

    /** The transaction that goes on, or whose delivery does after the connection was lost; null if none. */
    private TransactionRecord transaction;

    /** A message is with the beans. */
    private boolean delivering;

    private boolean closed;

    /** 0 if there was no reply. */
    private int lastCode;

    /** The last reply, if it is a 421 or goes to a journal; otherwise null, since that to EHLO is long, and a session may then be idle for long. */
    private SmtpReply lastReply;

    private Outcome greetingRefusal;
    private int transactions;
    private long octets;

    /**
     * A session begins.
     *
     * @param listener the events of its listener; not null
     * @param id of the session; not null
     */
    public SessionEvents(ListenerEvents listener, String id) {
        this.listener = listener;
        this.id = id;
        this.transcript = listener.isKept() ? new Transcript() : null;
        listener.counters().connections.increment();
    }

    @Override
    public boolean wantsLines() {
        return transcript != null || TranscriptLog.isOn();
    }

    @Override
    public void line(String line) {
        say("C: ", line);
    }

    @Override
    public void data(long count) {
        octets += count;
        listener.counters().octets.add(count);
        if (transaction != null) {
            transaction.size += count;
        }
        if (wantsLines()) {
            say("C: ", "<" + count + " octets of data>");
        }
    }

    /**
     * The connection is closed before the end of a transaction.
     *
     * @param received the octets of its content that have come; those of a message without an end have not been counted yet
     */
    public void cutOff(long received) {
        if (transaction != null && !delivering && received > transaction.size) {
            data(received - transaction.size);
        }
    }

    /** The server sends a reply. */
    public void reply(SmtpReply reply) {
        lastCode = reply.code();
        lastReply = lastCode == FAREWELL || transcript != null ? reply : null;
        Limit limit = Limit.toldBy(reply);
        if (limit != null) {
            listener.counters().reached(limit);
        }
        if (wantsLines()) {
            for (String line : reply.toString().split("\r\n", -1)) {
                if (!line.isEmpty()) {
                    say("S: ", line);
                }
            }
        }
    }

    /** Tells whether the last reply was that to QUIT. */
    public boolean hasSaidGoodbye() {
        return lastCode == GOODBYE;
    }

    @Override
    public void clientRefused(Verdict verdict) {
        greetingRefusal = verdict.outcome();
    }

    /** TLS has begun. */
    public void secured(SmtpTls tls) {
        listener.tlsHandshake(true);
        if (wantsLines()) {
            say("", "<" + tls.protocol() + ' ' + tls.cipherSuite() + ">");
        }
    }

    private void say(String who, String text) {
        String line = Transcript.line(who, text);
        if (transcript != null) {
            transcript.add(line);
        }
        listener.said(id, started, line);
    }

    @Override
    public void transactionBegins(String transactionId, SmtpAddress reversePath) {
        transaction = new TransactionRecord(transactionId, reversePath);
        transactions++;
        transactionFlight = JfrEvents.transaction();
        if (transcript != null) {
            transcript.transactionBegins();
        }
    }

    @Override
    public void recipient(SmtpAddress recipient, SmtpReply reply, Verdict verdict) {
        transaction.recipient(recipient, reply, verdict == null ? Outcome.REFUSED : verdict.outcome());
    }

    /** The message has been received, and beans are asked to take it. */
    public void delivering() {
        if (transaction != null) {
            delivering = true;
            deliveryFlight = JfrEvents.delivery();
        }
    }

    /**
     * A verdict has come that the session does not wait for any more.
     *
     * @param session as it is now, or was at its end
     */
    public void tooLate(SessionSnapshot session, Verdict verdict) {
        if (delivering) {
            delivered(verdict);
            ended(session, null, verdict.outcome());
        }
    }

    /**
     * A bean has decided, and closes the connection in place of a reply.
     *
     * @param session as it is now
     */
    public void dropped(SessionSnapshot session, Verdict verdict) {
        if (wantsLines()) {
            say("", "<the application closes the connection>");
        }
        tooLate(session, verdict);
    }

    /** The verdict about a message is there. */
    private void delivered(Verdict verdict) {
        delivering = false;
        transaction.verdict = verdict;
        if (!verdict.beans().isEmpty()) {
            listener.counters().delivery(verdict.outcome(), verdict.queuedNanos() + verdict.processingNanos());
        }
        if (deliveryFlight != null) {
            deliveryFlight.end(listener.name(), transaction, verdict.outcome());
            deliveryFlight = null;
        }
    }

    @Override
    public void transactionEnded(SessionSnapshot session, List<SmtpReply> replies, Verdict verdict) {
        if (replies.isEmpty()) {
            ended(session, transaction.isRefused() ? transaction.refusal : null, givenUp(Outcome.ABORTED));
            return;
        }
        if (delivering) {
            delivered(verdict);
            if (session.isLmtp()) {
                transaction.repliesPerRecipient(replies);
            }
        }
        // With LMTP each recipient has its reply; the transaction has that of the first one whose message was taken.
        SmtpReply reply = replies.get(0);
        for (int i = 1; !reply.isPositive() && i < replies.size(); i++) {
            reply = replies.get(i).isPositive() ? replies.get(i) : reply;
        }
        ended(session, reply, verdict == null ? Outcome.REFUSED : verdict.outcome());
    }

    /** The outcome of a transaction that came to no verdict. */
    private Outcome givenUp(Outcome otherwise) {
        return transaction.isRefused() ? transaction.refusalOutcome : otherwise;
    }

    private void ended(SessionSnapshot session, SmtpReply reply, Outcome outcome) {
        TransactionRecord over = transaction;
        transaction = null;
        listener.counters().transaction(outcome);
        if (transactionFlight != null) {
            transactionFlight.end(session, over, reply, outcome);
            transactionFlight = null;
        }
        if (listener.wantsTransactions()) {
            listener.transactionEnded(
                    sequence -> JournalEntry.of(sequence, session, over, reply, outcome, transcript()));
        }
        if (transcript != null && !closed) {
            transcript.transactionEnded();
        }
    }

    private String transcript() {
        return transcript == null ? "" : transcript.toString();
    }

    /** The client has shown a credential, and it is going to be decided about. */
    public void authenticating() {
        authFlight = JfrEvents.auth();
    }

    @Override
    public void authenticated(SessionSnapshot session, AuthMechanism mechanism, String user, SmtpReply reply) {
        if (authFlight != null) {
            authFlight.end(session, mechanism, user, reply);
            authFlight = null;
        }
        if (reply.isPositive()) {
            listener.counters().authentications.increment();
        } else if (reply.code() >= 500) { // RFC 4954 section 6: a 4xx says nothing about the credential
            listener.counters().authFailures.increment();
            listener.authenticationRefused(session, mechanism, user, reply);
        }
    }

    /**
     * The connection is closed.
     *
     * @param session as it is now
     */
    public void ended(SessionSnapshot session) {
        closed = true;
        Outcome outcome = sessionOutcome();
        if (outcome == Outcome.DISCONNECTED && wantsLines()) {
            say("", "<the connection is lost>");
        }
        if (transaction != null && !delivering) {
            Outcome lost = outcome == Outcome.CLOSED ? Outcome.ABORTED : outcome;
            SmtpReply reply = transaction.isRefused() ? transaction.refusal : farewell();
            ended(session, reply, givenUp(lost));
        }
        if (connectionFlight != null) {
            connectionFlight.end(session, transactions, octets, outcome);
        }
        if (transcript != null) {
            listener.sessionEnded(
                    sequence -> JournalEntry.of(sequence, session, started, octets, lastReply, outcome, transcript()));
        }
    }

    private Outcome sessionOutcome() {
        if (greetingRefusal != null) {
            return greetingRefusal;
        }
        if (lastCode == 0) {
            return Outcome.DISCONNECTED;
        }
        return switch (lastCode) {
            case GOODBYE -> Outcome.CLOSED;
            case FAREWELL -> lastReply.enhancedCode().equals("4.4.2") ? Outcome.TIMED_OUT : Outcome.SHUT_DOWN;
            default -> Outcome.DISCONNECTED;
        };
    }

    private SmtpReply farewell() {
        return lastCode == FAREWELL ? lastReply : null;
    }
}
