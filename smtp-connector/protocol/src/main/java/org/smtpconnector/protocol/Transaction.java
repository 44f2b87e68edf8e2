package org.smtpconnector.protocol;

import java.time.Instant;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.syntax.MailParameters;

/** The state of a mail transaction (RFC 5321 section 3.3). */
final class Transaction {

    private final String id;
    private SmtpAddress reversePath;
    private final MailParameters parameters;
    private final Instant startedAt;
    private final Recipients recipients = new Recipients();
    private final DataProgress progress = new DataProgress();
    private boolean chunked;

    Transaction(String id, SmtpAddress reversePath, MailParameters parameters, Instant startedAt) {
        this.id = id;
        this.reversePath = reversePath;
        this.parameters = parameters;
        this.startedAt = startedAt;
    }

    String id() {
        return id;
    }

    /** Returns the progress of the body. */
    DataProgress progress() {
        return progress;
    }

    MailParameters parameters() {
        return parameters;
    }

    /** The application wants another sender to be recorded. */
    void from(SmtpAddress address) {
        reversePath = address;
    }

    void add(SmtpAddress recipient, SmtpDsnRequest dsnRequest) {
        recipients.add(recipient, dsnRequest);
    }

    /** Returns the number of recipients. */
    int recipients() {
        return recipients.size();
    }

    /** The body has begun to come with BDAT. */
    void chunked() {
        chunked = true;
    }

    Phase phase() {
        if (chunked) {
            return Phase.CHUNKS;
        }
        return recipients.size() == 0 ? Phase.MAIL : Phase.RCPT;
    }

    /** Returns the transaction as beans see it. */
    SmtpTransaction snapshot() {
        return new TransactionSnapshot(
                id,
                startedAt,
                reversePath,
                recipients.view(),
                parameters,
                progress.begun(),
                progress.octets(),
                progress.isHeaderComplete(),
                progress.ended());
    }
}
