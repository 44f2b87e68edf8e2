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
    private final FlightEvents.Connection connectionFlight = FlightEvents.connection();

    private FlightEvents.Transaction transactionFlight;
    private FlightEvents.Delivery deliveryFlight;
    private FlightEvents.Auth authFlight;

    /** The transaction that goes on, or whose delivery does after the connection was lost; null if none. */
    private TransactionRecord transaction;

    /** What the beans said to the question whose decision is being done; null if it was not they who decided. */
    private Handling answer;

    /** Why the body that comes is refused, if beans did that; null if not. */
    private Handling bodyRefusal;

    /** A message is with the beans. */
    private boolean delivering;

    /** The session as it was at its end; null before. */
    private SessionSnapshot end;

    private SmtpReply lastReply;
    private Outcome greetingRefusal;
    private int transactions;
    private long octets;

    SessionEvents(ListenerEvents listener, String id, boolean keeping) {
        this.listener = listener;
        this.id = id;
        this.transcript = keeping ? new Transcript() : null;
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

    /** The server says something. */
    public void reply(SmtpReply reply) {
        if (lastReply == null && !reply.isPositive()) {
            greetingRefusal = refusal();
        }
        lastReply = reply;
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
        bodyRefusal = null;
        transactions++;
        transactionFlight = FlightEvents.transaction();
        if (transcript != null) {
            transcript.transactionBegins();
        }
    }

    @Override
    public void recipient(SmtpAddress recipient, SmtpReply reply, Verdict verdict) {
        transaction.recipient(recipient, reply, refusal());
    }

    /** The message has been received, and beans are asked to take it. */
    public void delivering() {
        if (transaction != null) {
            delivering = true;
            deliveryFlight = FlightEvents.delivery();
        }
    }

    /**
     * A decision is about to be done; and again, with null, when it has been done.
     *
     * @param handling what the beans said
     */
    public void answering(Handling handling) {
        answer = handling;
        if (handling != null && delivering) {
            delivered(handling);
        }
    }

    /** A decision has come that nobody waits for any more, for the connection is closed. */
    public void tooLate(Handling handling) {
        if (!delivering) {
            return;
        }
        if (handling == null) {
            delivering = false;
            ended(end, null, Outcome.DISCONNECTED);
        } else {
            ended(end, null, delivered(handling));
        }
    }

    private Outcome delivered(Handling handling) {
        delivering = false;
        transaction.handling = handling;
        Outcome outcome = Handling.outcome(handling, handling.result() == Handling.Result.COMMITTED);
        listener.counters().delivery(outcome, handling.queuedNanos() + handling.processingNanos());
        if (deliveryFlight != null) {
            deliveryFlight.end(listener.name(), transaction, outcome);
            deliveryFlight = null;
        }
        return outcome;
    }

    /** The body that comes is not wanted. */
    public void bodyRefused() {
        bodyRefusal = answer;
    }

    @Override
    public void transactionEnded(SessionSnapshot session, List<SmtpReply> replies, Verdict verdict) {
        SmtpReply reply = replies.isEmpty() ? null : replies.get(0);
        delivering = false;
        if (reply == null) {
            ended(session, transaction.isRefused() ? transaction.refusal : null, givenUp(Outcome.ABORTED));
        } else {
            Handling handling = answer == null ? bodyRefusal : answer;
            ended(session, reply, Handling.outcome(handling, reply.isPositive()));
        }
    }

    /** How a transaction has ended that was not decided about. */
    private Outcome givenUp(Outcome otherwise) {
        return transaction.isRefused() ? transaction.refusalOutcome : otherwise;
    }

    private Outcome refusal() {
        return Handling.outcome(answer, false);
    }

    private void ended(SessionSnapshot session, SmtpReply reply, Outcome outcome) {
        TransactionRecord over = transaction;
        transaction = null;
        bodyRefusal = null;
        listener.counters().transaction(outcome);
        if (transactionFlight != null) {
            transactionFlight.end(session, over, reply, outcome);
            transactionFlight = null;
        }
        if (listener.wantsTransactions()) {
            listener.transactionEnded(
                    sequence -> JournalEntry.of(sequence, session, over, reply, outcome, transcript()));
        }
        if (transcript != null && end == null) {
            transcript.transactionEnded();
        }
    }

    private String transcript() {
        return transcript == null ? "" : transcript.toString();
    }

    /** The client has shown a credential, and it is going to be decided about. */
    public void authenticating() {
        authFlight = FlightEvents.auth();
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
        end = session;
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
        if (lastReply == null) {
            return Outcome.DISCONNECTED;
        }
        return switch (lastReply.code()) {
            case GOODBYE -> Outcome.CLOSED;
            case FAREWELL -> lastReply.enhancedCode().equals("4.4.2") ? Outcome.TIMED_OUT : Outcome.SHUT_DOWN;
            default -> Outcome.DISCONNECTED;
        };
    }

    private SmtpReply farewell() {
        return lastReply != null && lastReply.code() == FAREWELL ? lastReply : null;
    }
}
