package org.smtpconnector.adapter.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;

/** What is known of a transaction that goes on. */
final class TransactionRecord {

    final String id;
    final SmtpAddress reversePath;
    final Instant startedAt = Instant.now();
    final long started = System.nanoTime();
    final List<SmtpJournal.Recipient> recipients = new ArrayList<>();
    int accepted;
    int refused;

    /** What the last recipient that was refused was answered; null if none was. */
    SmtpReply refusal;

    SmtpJournal.Outcome refusalOutcome;
    long size;

    /** What came of asking them; null if nothing yet. */
    Handling handling;

    TransactionRecord(String id, SmtpAddress reversePath) {
        this.id = id;
        this.reversePath = reversePath;
    }

    void recipient(SmtpAddress address, SmtpReply reply, SmtpJournal.Outcome outcome) {
        if (reply.isPositive()) {
            accepted++;
        } else {
            refused++;
            refusal = reply;
            refusalOutcome = outcome;
        }
        if (recipients.size() < SmtpJournal.Entry.MAX_RECIPIENTS) {
            recipients.add(new SmtpJournal.Recipient(address, reply));
        }
    }

    /** Nobody is left that it could be for. */
    boolean isRefused() {
        return accepted == 0 && refused > 0;
    }
}
