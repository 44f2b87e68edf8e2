package org.smtpconnector.adapter.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.Verdict;

/** The record of a mail transaction that goes on. */
final class TransactionRecord {

    final String id;
    final SmtpAddress reversePath;
    final Instant startedAt = Instant.now();
    final long started = System.nanoTime();
    final List<SmtpJournal.Recipient> recipients = new ArrayList<>();
    int accepted;
    int refused;

    /** The reply to the last recipient that was refused; null if none was. */
    SmtpReply refusal;

    SmtpJournal.Outcome refusalOutcome;
    long size;

    /** The verdict about the message; one without beans as long as there is none. */
    Verdict verdict = Verdict.PROCEED;

    TransactionRecord(String id, SmtpAddress reversePath) {
        this.id = id;
        this.reversePath = reversePath;
    }

    /** RCPT was answered. */
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

    /**
     * The recipients that were accepted at RCPT have replies of their own at the end (RFC 2033 section 4.2): those count.
     *
     * @param replies in the order in which the recipients were accepted
     */
    void repliesPerRecipient(List<SmtpReply> replies) {
        int next = 0;
        for (int i = 0; i < recipients.size() && next < replies.size(); i++) {
            SmtpJournal.Recipient recipient = recipients.get(i);
            if (recipient.isAccepted()) {
                recipients.set(i, new SmtpJournal.Recipient(recipient.address(), replies.get(next++)));
            }
        }
        int notTaken =
                (int) replies.stream().filter(reply -> !reply.isPositive()).count();
        accepted -= notTaken;
        refused += notTaken;
    }

    /** Tells whether no recipient is left that the message could be for. */
    boolean isRefused() {
        return accepted == 0 && refused > 0;
    }
}
