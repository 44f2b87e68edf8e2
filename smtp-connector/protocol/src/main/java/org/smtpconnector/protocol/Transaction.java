package org.smtpconnector.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpTransaction;

/** A mail transaction as the engine keeps it (RFC 5321 section 3.3). */
final class Transaction {

    private final String id;
    private final SmtpAddress reversePath;
    private final MailParameters parameters;
    private final Instant startedAt;
    private final List<SmtpAddress> recipients = new ArrayList<>();

    Transaction(String id, SmtpAddress reversePath, MailParameters parameters, Instant startedAt) {
        this.id = id;
        this.reversePath = reversePath;
        this.parameters = parameters;
        this.startedAt = startedAt;
    }

    String id() {
        return id;
    }

    void add(SmtpAddress recipient) {
        recipients.add(recipient);
    }

    List<SmtpAddress> recipients() {
        return recipients;
    }

    boolean hasRecipients() {
        return !recipients.isEmpty();
    }

    /** The transaction as beans see it. */
    SmtpTransaction snapshot() {
        return new TransactionSnapshot(
                id, startedAt, reversePath, List.copyOf(recipients), parameters.body(), parameters.size());
    }
}
