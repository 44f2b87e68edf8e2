package org.smtpconnector.sample.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.smtpconnector.sample.search.IndexEntry;
import org.smtpconnector.sample.search.IndexTexts;
import org.smtpconnector.sample.search.Outcome;

/** What of a message is searched, apart from the message: a row is small, and many are read at once. */
@Entity
@Table(name = "smtp_search")
public class StoredIndexEntry {

    @Id
    @Column(name = "message_id")
    private long messageId;

    @Column(name = "received_at", nullable = false)
    private Instant receivedAt;

    @Column(name = "octets", nullable = false)
    private long size;

    @Column(name = "attachments", nullable = false)
    private int attachments;

    @Enumerated(EnumType.STRING)
    @Column(name = "outcome", nullable = false, length = 20)
    private Outcome outcome;

    @Column(name = "senders", nullable = false, length = IndexTexts.MAX_SENDERS)
    private String senders;

    @Column(name = "recipients", nullable = false, length = IndexTexts.MAX_RECIPIENTS)
    private String recipients;

    @Column(name = "subject", nullable = false, length = IndexTexts.MAX_SUBJECT)
    private String subject;

    @Column(name = "beginning", nullable = false, length = IndexTexts.MAX_TEXT)
    private String text;

    /** For Jakarta Persistence. */
    protected StoredIndexEntry() {}

    StoredIndexEntry(StoredMessage message, List<String> envelope, String text) {
        this.messageId = message.id();
        this.receivedAt = message.receivedAt();
        this.size = message.size();
        this.attachments = message.attachments();
        this.outcome = message.outcome();
        this.senders = texts(IndexTexts.MAX_SENDERS, Arrays.asList(message.reversePath(), message.from()));
        List<String> all = new ArrayList<>(Arrays.asList(message.to(), message.cc()));
        all.addAll(envelope);
        this.recipients = texts(IndexTexts.MAX_RECIPIENTS, all);
        this.subject = texts(IndexTexts.MAX_SUBJECT, Arrays.asList(message.subject()));
        this.text = texts(IndexTexts.MAX_TEXT, Arrays.asList(text));
    }

    /** Lower case may be longer, and end with half a character: the column has the last word. */
    private static String texts(int maxLength, List<String> texts) {
        return Text.column(IndexTexts.of(maxLength, texts), maxLength);
    }

    IndexEntry entry() {
        return new IndexEntry(messageId, receivedAt, size, attachments, outcome, senders, recipients, subject, text);
    }
}
