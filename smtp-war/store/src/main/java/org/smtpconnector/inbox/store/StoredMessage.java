package org.smtpconnector.inbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.inbox.search.IndexEntry;
import org.smtpconnector.inbox.search.Outcome;

/**
 * A mail transaction: a message with its envelope and the header fields that are listed; or one that came to nothing and has
 * no content. What a client sent is cut to the length of its column: an odd message is stored, too; its octets are complete
 * in the chunks.
 */
@Entity
@Table(name = "smtp_message")
public class StoredMessage {

    /** RFC 5321 section 4.5.3.1.3 allows 256 octets; listeners may be lenient. */
    static final int MAX_ADDRESS = 1000;

    static final int MAX_PREVIEW = 200;

    private static final int MAX_FIELD = 2000;
    private static final int MAX_SHORT = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "smtp_message_id")
    @SequenceGenerator(name = "smtp_message_id", sequenceName = "smtp_message_id", allocationSize = 50)
    @Column(name = "id")
    private Long id;

    @Column(name = "transaction_id", nullable = false, length = MAX_SHORT)
    private String transactionId;

    @Enumerated(EnumType.STRING)
    @Column(name = "outcome", nullable = false, length = 20)
    private Outcome outcome;

    @Embedded
    private StoredSession session;

    @Embedded
    private StoredDelivery delivery;

    @Column(name = "started_at", nullable = false)
    private Instant startedAt;

    @Column(name = "received_at", nullable = false)
    private Instant receivedAt;

    @Column(name = "reverse_path", nullable = false, length = MAX_ADDRESS)
    private String reversePath;

    @Enumerated(EnumType.STRING)
    @Column(name = "body_type", length = 20)
    private SmtpTransaction.BodyType bodyType;

    @Column(name = "declared_size")
    private Long declaredSize;

    @Column(name = "smtp_utf8")
    private Boolean smtpUtf8;

    @Column(name = "octets", nullable = false)
    private long size;

    @Column(name = "header_subject", length = MAX_FIELD)
    private String subject;

    @Column(name = "header_from", length = MAX_FIELD)
    private String from;

    @Column(name = "header_to", length = MAX_FIELD)
    private String to;

    @Column(name = "header_cc", length = MAX_FIELD)
    private String cc;

    @Column(name = "header_date", length = MAX_SHORT)
    private String date;

    @Column(name = "header_message_id", length = MAX_FIELD)
    private String messageId;

    @Column(name = "preview", length = MAX_PREVIEW)
    private String preview;

    @Column(name = "attachments", nullable = false)
    private int attachments;

    @Transient
    private List<String> recipients = List.of();

    /** For Jakarta Persistence. */
    protected StoredMessage() {}

    /** A message that is to be stored. */
    StoredMessage(SmtpMessage message, MessageBeginning beginning, Instant receivedAt) {
        SmtpTransaction transaction = message.transaction();
        this.outcome = Outcome.ACCEPTED;
        this.transactionId = Text.column(transaction.id(), MAX_SHORT);
        this.session = new StoredSession(message.session());
        this.startedAt = transaction.startedAt();
        this.receivedAt = receivedAt;
        this.reversePath = Text.column(message.reversePath().toString(), MAX_ADDRESS);
        this.bodyType = transaction.bodyType();
        OptionalLong declared = transaction.declaredSize();
        this.declaredSize = declared.isPresent() ? declared.getAsLong() : null;
        this.smtpUtf8 = transaction.isSmtpUtf8();
        this.size = message.size();
        read(beginning);
    }

    /** Sets the columns that are derived from the content. Other rules may have been in force when the message was stored. */
    final void read(MessageBeginning beginning) {
        MessageHeader header = beginning.header();
        this.subject = Text.column(header.value("Subject"), MAX_FIELD);
        this.from = Text.column(header.value("From"), MAX_FIELD);
        this.to = Text.column(header.value("To"), MAX_FIELD);
        this.cc = Text.column(header.value("Cc"), MAX_FIELD);
        this.date = Text.column(header.value("Date"), MAX_SHORT);
        this.messageId = Text.column(header.value("Message-ID"), MAX_FIELD);
        this.preview = Text.column(beginning.preview(MAX_PREVIEW), MAX_PREVIEW);
        this.attachments = beginning.attachments();
    }

    /**
     * Returns the entry by which it is found.
     *
     * @param envelope the recipients
     * @param text the beginning of its text
     */
    IndexEntry indexEntry(List<String> envelope, String text) {
        List<String> all = new ArrayList<>(Arrays.asList(to, cc));
        all.addAll(envelope);
        return new IndexEntry(
                id,
                receivedAt,
                size,
                attachments,
                outcome,
                IndexEntry.all(Arrays.asList(reversePath, from)),
                IndexEntry.all(all),
                subject == null ? "" : subject,
                text);
    }

    /** A transaction that came to nothing. */
    StoredMessage(SmtpJournal.Entry entry, Outcome outcome, List<String> hits) {
        this.outcome = outcome;
        this.transactionId = Text.column(entry.transactionId().orElseThrow(), MAX_SHORT);
        this.session = new StoredSession(entry);
        this.delivery = new StoredDelivery(entry, hits);
        this.startedAt = entry.startedAt();
        this.receivedAt = entry.startedAt().plus(entry.duration());
        this.reversePath =
                Text.column(entry.reversePath().map(SmtpAddress::toString).orElse(""), MAX_ADDRESS);
    }

    /** Grows with each message that is stored; a later message may be committed before an earlier one. */
    public long id() {
        return id;
    }

    public Outcome outcome() {
        return outcome;
    }

    public String transactionId() {
        return transactionId;
    }

    public StoredSession session() {
        return session;
    }

    /** Null if it is not known, or not yet. */
    public StoredDelivery delivery() {
        return delivery == null || delivery.outcome() == null ? null : delivery;
    }

    void delivery(StoredDelivery known) {
        this.delivery = known;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** When the bean was given the message, or the transaction came to nothing. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** Empty for the null reverse-path. */
    public String reversePath() {
        return reversePath;
    }

    /** The recipients of the envelope in the client's order. */
    public List<String> recipients() {
        return recipients;
    }

    void recipients(List<String> addresses) {
        this.recipients = List.copyOf(addresses);
    }

    /** Null if it is not known. */
    public SmtpTransaction.BodyType bodyType() {
        return bodyType;
    }

    public OptionalLong declaredSize() {
        return declaredSize == null ? OptionalLong.empty() : OptionalLong.of(declaredSize);
    }

    /** Null if it is not known. */
    public Boolean smtpUtf8() {
        return smtpUtf8;
    }

    /** The octets of the content. */
    public long size() {
        return size;
    }

    /** The Subject field, decoded; null if there is none, as with the other fields. */
    public String subject() {
        return subject;
    }

    public String from() {
        return from;
    }

    public String to() {
        return to;
    }

    public String cc() {
        return cc;
    }

    /** The Date field as it was sent: a claim, and not always a date. */
    public String date() {
        return date;
    }

    public String messageId() {
        return messageId;
    }

    /** The beginning of the text, in one line; null if it is not known. */
    public String preview() {
        return preview;
    }

    /** Returns the number of attachments that begin within the first 256 KiB. */
    public int attachments() {
        return attachments;
    }
}
