package org.smtpconnector.adapter.events;

import static org.smtpconnector.adapter.events.JsonLines.name;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.SessionSnapshot;

/** An event that has an audit line. Immutable: the line is made later, on a thread that has the time for it. */
interface AuditEvent {

    byte[] EVENT = name("event");
    byte[] TIME = name("time");
    byte[] LISTENER = name("listener");
    byte[] SESSION = name("session");
    byte[] TRANSACTION = name("transaction");
    byte[] CLIENT = name("client");
    byte[] LOCAL = name("local");
    byte[] HELO = name("helo");
    byte[] TLS = name("tls");
    byte[] CIPHER = name("cipher");
    byte[] USER = name("user");
    byte[] FROM = name("from");
    byte[] TO = name("to");
    byte[] REFUSED = name("refused");
    byte[] RECIPIENTS_ACCEPTED = name("recipients_accepted");
    byte[] RECIPIENTS_REFUSED = name("recipients_refused");
    byte[] SIZE = name("size");
    byte[] REPLY = name("reply");
    byte[] OUTCOME = name("outcome");
    byte[] BEANS = name("beans");
    byte[] QUEUED = name("queued_us");
    byte[] PROCESSING = name("processing_us");
    byte[] DURATION = name("duration_us");
    byte[] MECHANISM = name("mechanism");

    /** Adds the object, without the end of the line. */
    void addTo(JsonLines json);

    /** Estimates the heap that the event takes while it waits. */
    long octets();

    /** A transaction that has ended. */
    record Transaction(SmtpJournal.Entry entry) implements AuditEvent {

        private static final Map<SmtpJournal.Outcome, String> OUTCOMES = new EnumMap<>(SmtpJournal.Outcome.class);

        static {
            for (SmtpJournal.Outcome outcome : SmtpJournal.Outcome.values()) {
                OUTCOMES.put(outcome, outcome.name().toLowerCase(Locale.ROOT));
            }
        }

        @Override
        public void addTo(JsonLines json) {
            json.beginObject();
            json.name(EVENT).value("transaction");
            json.name(TIME).value(entry.startedAt());
            json.name(LISTENER).value(entry.listener());
            json.name(SESSION).value(entry.sessionId());
            put(json, TRANSACTION, entry.transactionId());
            json.name(CLIENT).value(entry.remoteAddress());
            json.name(LOCAL).value(entry.localAddress());
            json.name(HELO).value(entry.heloName());
            put(json, TLS, entry.tlsProtocol());
            put(json, CIPHER, entry.tlsCipherSuite());
            put(json, USER, entry.user());
            if (entry.reversePath().isPresent()) {
                json.name(FROM).value(entry.reversePath().get());
            }
            addRecipients(json);
            json.name(RECIPIENTS_ACCEPTED).value(entry.recipientsAccepted());
            json.name(RECIPIENTS_REFUSED).value(entry.recipientsRefused());
            json.name(SIZE).value(entry.size());
            if (entry.reply().isPresent()) {
                putReply(json, entry.reply().get());
            }
            json.name(OUTCOME).value(OUTCOMES.get(entry.outcome()));
            json.name(BEANS).beginArray();
            List<String> beans = entry.beans();
            for (int i = 0; i < beans.size(); i++) {
                json.value(beans.get(i));
            }
            json.endArray();
            json.name(QUEUED).value(micros(entry.queued()));
            json.name(PROCESSING).value(micros(entry.processing()));
            json.name(DURATION).value(micros(entry.duration()));
            json.endObject();
        }

        private void addRecipients(JsonLines json) {
            List<SmtpJournal.Recipient> recipients = entry.recipients();
            json.name(TO).beginArray();
            for (int i = 0; i < recipients.size(); i++) {
                if (recipients.get(i).isAccepted()) {
                    json.value(recipients.get(i).address());
                }
            }
            json.endArray();
            json.name(REFUSED).beginArray();
            for (int i = 0; i < recipients.size(); i++) {
                SmtpJournal.Recipient recipient = recipients.get(i);
                if (!recipient.isAccepted()) {
                    json.value(recipient.address(), recipient.reply().code());
                }
            }
            json.endArray();
        }

        @Override
        public long octets() {
            return Journal.octets(entry);
        }
    }

    /** An authentication that was refused. */
    record RefusedAuthentication(SessionSnapshot session, String mechanism, String user, SmtpReply reply, Instant time)
            implements AuditEvent {

        @Override
        public void addTo(JsonLines json) {
            json.beginObject();
            json.name(EVENT).value("authentication");
            json.name(TIME).value(time);
            json.name(LISTENER).value(session.listener());
            json.name(SESSION).value(session.id());
            json.name(CLIENT).value(session.remoteAddress());
            json.name(HELO).value(session.heloName());
            put(json, TLS, session.tls().map(SmtpTls::protocol));
            json.name(MECHANISM).value(mechanism);
            json.name(USER).value(user);
            putReply(json, reply);
            json.name(OUTCOME).value("refused");
            json.endObject();
        }

        @Override
        public long octets() {
            return 1000;
        }
    }

    private static void put(JsonLines json, byte[] name, Optional<String> value) {
        if (value.isPresent()) {
            json.name(name).value(value.get());
        }
    }

    /** Adds a reply without its last line end. */
    private static void putReply(JsonLines json, SmtpReply reply) {
        String text = reply.toString();
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        json.name(REPLY).value(text, end);
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
