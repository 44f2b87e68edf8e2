package org.smtpconnector.adapter.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.SessionSnapshot;

/**
 * The events for the JDK's flight recorder. While nothing records them they cost a look at a field or two: no event is made, and
 * in a virtual machine that has never recorded, their classes are not even loaded.
 */
public final class JfrEvents {

    /** A virtual machine can be built without the recorder. */
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private JfrEvents() {}

    private static boolean isRecorded() {
        return PRESENT && FlightRecorder.isInitialized();
    }

    /** The adapter starts: events are known to a recorder that runs already. */
    public static void register() {
        if (isRecorded()) {
            FlightRecorder.register(Connection.class);
            FlightRecorder.register(Transaction.class);
            FlightRecorder.register(Delivery.class);
            FlightRecorder.register(Auth.class);
        }
    }

    /** The adapter stops: a recorder that goes on forgets its events. */
    public static void unregister() {
        if (isRecorded()) {
            FlightRecorder.unregister(Connection.class);
            FlightRecorder.unregister(Transaction.class);
            FlightRecorder.unregister(Delivery.class);
            FlightRecorder.unregister(Auth.class);
        }
    }

    /** Begun; null if it is not recorded. */
    static Connection connection() {
        return isRecorded() && Types.CONNECTION.isEnabled() ? begun(new Connection()) : null;
    }

    /** Begun; null if it is not recorded. */
    static Transaction transaction() {
        return isRecorded() && Types.TRANSACTION.isEnabled() ? begun(new Transaction()) : null;
    }

    /** Begun; null if it is not recorded. */
    static Delivery delivery() {
        return isRecorded() && Types.DELIVERY.isEnabled() ? begun(new Delivery()) : null;
    }

    /** Begun; null if it is not recorded. */
    static Auth auth() {
        return isRecorded() && Types.AUTH.isEnabled() ? begun(new Auth()) : null;
    }

    private static <E extends Event> E begun(E event) {
        event.begin();
        return event;
    }

    /** Loaded when something is recorded. */
    private static final class Types {
        static final EventType CONNECTION = EventType.getEventType(Connection.class);
        static final EventType TRANSACTION = EventType.getEventType(Transaction.class);
        static final EventType DELIVERY = EventType.getEventType(Delivery.class);
        static final EventType AUTH = EventType.getEventType(Auth.class);
    }

    @Name("smtp.Connection")
    @Label("SMTP Connection")
    @Description("The time from the acceptance of a connection until it was closed")
    @Category("SMTP")
    @StackTrace(false)
    static final class Connection extends Event {
        @Label("Listener")
        String listener;

        @Label("Session")
        String session;

        @Label("Client Address")
        String client;

        @Label("HELO Name")
        String helo;

        @Label("TLS Protocol")
        String tls;

        @Label("User")
        String user;

        @Label("Transactions")
        int transactions;

        @Label("Content Received")
        @DataAmount
        long octets;

        @Label("Outcome")
        String outcome;

        void end(SessionSnapshot facts, int count, long received, Outcome how) {
            listener = facts.listener();
            session = facts.id();
            client = facts.remoteAddress().getAddress().getHostAddress();
            helo = facts.heloName();
            tls = facts.tls().map(SmtpTls::protocol).orElse(null);
            user = facts.authenticationId().orElse(null);
            transactions = count;
            octets = received;
            outcome = how.name();
            commit();
        }
    }

    @Name("smtp.Transaction")
    @Label("SMTP Transaction")
    @Description("The time from MAIL until the client got the outcome or gave the transaction up")
    @Category("SMTP")
    @StackTrace(false)
    static final class Transaction extends Event {
        @Label("Listener")
        String listener;

        @Label("Session")
        String session;

        @Label("Transaction")
        String transaction;

        @Label("Recipients Accepted")
        int recipientsAccepted;

        @Label("Recipients Refused")
        int recipientsRefused;

        @Label("Content Received")
        @DataAmount
        long octets;

        @Label("Reply Code")
        @Description("0 if there was no reply")
        int reply;

        @Label("Outcome")
        String outcome;

        /** @param lastReply null if there was none */
        void end(SessionSnapshot facts, TransactionRecord over, SmtpReply lastReply, Outcome how) {
            listener = facts.listener();
            session = facts.id();
            transaction = over.id;
            recipientsAccepted = over.accepted;
            recipientsRefused = over.refused;
            octets = over.size;
            reply = lastReply == null ? 0 : lastReply.code();
            outcome = how.name();
            commit();
        }
    }

    @Name("smtp.Delivery")
    @Label("SMTP Delivery")
    @Description("The time from the end of a message until the beans' decision")
    @Category("SMTP")
    @StackTrace(false)
    static final class Delivery extends Event {
        @Label("Listener")
        String listener;

        @Label("Transaction")
        String transaction;

        @Label("Beans")
        String beans;

        @Label("Queued")
        @Timespan(Timespan.NANOSECONDS)
        long queued;

        @Label("Processing")
        @Timespan(Timespan.NANOSECONDS)
        long processing;

        @Label("Outcome")
        String outcome;

        void end(String listenerName, TransactionRecord delivered, Outcome how) {
            listener = listenerName;
            transaction = delivered.id;
            beans = String.join(", ", delivered.verdict.beans());
            queued = delivered.verdict.queuedNanos();
            processing = delivered.verdict.processingNanos();
            outcome = how.name();
            commit();
        }
    }

    @Name("smtp.Auth")
    @Label("SMTP Authentication")
    @Description("The time from the client's last response until the decision")
    @Category("SMTP")
    @StackTrace(false)
    static final class Auth extends Event {
        @Label("Listener")
        String listener;

        @Label("Session")
        String session;

        @Label("Mechanism")
        String mechanism;

        @Label("User")
        @Description("The name that the client claims, not checked unless the authentication succeeded")
        String user;

        @Label("Reply Code")
        int reply;

        @Label("Succeeded")
        boolean succeeded;

        void end(SessionSnapshot facts, AuthMechanism with, String asWhom, SmtpReply decision) {
            listener = facts.listener();
            session = facts.id();
            mechanism = with.name();
            user = asWhom;
            reply = decision.code();
            succeeded = decision.isPositive();
            commit();
        }
    }
}
