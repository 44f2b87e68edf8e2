package org.smtpconnector.adapter.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.SessionSnapshot;

/**
 * One line of JSON for each transaction, and for each authentication that was refused. Connections that are turned away have
 * none, since they cost a client nothing: they are counted.
 */
final class AuditLog {

    private static final Logger LOG = System.getLogger("org.smtpconnector.audit");

    private final LogWriter writer;

    AuditLog(LogWriter writer) {
        this.writer = writer;
    }

    boolean isOn() {
        return LOG.isLoggable(Level.INFO);
    }

    void transaction(SmtpJournal.Entry entry) {
        JsonLine json = new JsonLine()
                .with("event", "transaction")
                .with("time", entry.startedAt().toString())
                .with("listener", entry.listener())
                .with("session", entry.sessionId());
        put(json, "transaction", entry.transactionId());
        json.with("client", text(entry.remoteAddress()))
                .with("local", text(entry.localAddress()))
                .with("helo", entry.heloName());
        put(json, "tls", entry.tlsProtocol());
        put(json, "cipher", entry.tlsCipherSuite());
        put(json, "user", entry.user());
        put(json, "from", entry.reversePath().map(Object::toString));
        json.with(
                        "to",
                        entry.recipients().stream()
                                .filter(SmtpJournal.Recipient::isAccepted)
                                .map(recipient -> recipient.address().toString())
                                .toList())
                .with(
                        "refused",
                        entry.recipients().stream()
                                .filter(recipient -> !recipient.isAccepted())
                                .map(recipient -> recipient.address() + ": "
                                        + recipient.reply().code())
                                .toList())
                .with("recipients_accepted", entry.recipientsAccepted())
                .with("recipients_refused", entry.recipientsRefused())
                .with("size", entry.size());
        put(json, "reply", entry.reply().map(AuditLog::text));
        json.with("outcome", entry.outcome().name().toLowerCase(Locale.ROOT))
                .with("beans", entry.beans())
                .with("queued_us", micros(entry.queued()))
                .with("processing_us", micros(entry.processing()))
                .with("duration_us", micros(entry.duration()));
        writer.add(LOG, Level.INFO, json.toString());
    }

    void authenticationRefused(SessionSnapshot session, String mechanism, String user, SmtpReply reply, Instant time) {
        JsonLine json = new JsonLine()
                .with("event", "authentication")
                .with("time", time.toString())
                .with("listener", session.listener())
                .with("session", session.id())
                .with("client", text(session.remoteAddress()))
                .with("helo", session.heloName());
        put(json, "tls", session.tls().map(tls -> tls.protocol()));
        json.with("mechanism", mechanism)
                .with("user", user)
                .with("reply", text(reply))
                .with("outcome", "refused");
        writer.add(LOG, Level.INFO, json.toString());
    }

    private static void put(JsonLine json, String name, Optional<String> value) {
        value.ifPresent(text -> json.with(name, text));
    }

    static String text(SmtpReply reply) {
        return reply.toString().stripTrailing();
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
