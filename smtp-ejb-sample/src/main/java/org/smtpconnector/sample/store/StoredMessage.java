package org.smtpconnector.sample.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/**
 * A message with its envelope and the header fields that are searched. What a client sent is cut to the length of its
 * column: an odd message is stored, too; its octets are complete in the chunks.
 */
@Entity
@Table(name = "smtp_message")
public class StoredMessage {

    /** RFC 5321 section 4.5.3.1.3 allows 256 octets; listeners may be lenient. */
    static final int MAX_ADDRESS = 1000;

    private static final int MAX_FIELD = 2000;
    private static final int MAX_SHORT = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "smtp_message_id")
    @SequenceGenerator(name = "smtp_message_id", sequenceName = "smtp_message_id", allocationSize = 50)
    @Column(name = "id")
    private Long id;

    @Column(name = "transaction_id", nullable = false, length = MAX_SHORT)
    private String transactionId;

    @Column(name = "session_id", nullable = false, length = MAX_SHORT)
    private String sessionId;

    @Column(name = "listener", nullable = false, length = MAX_SHORT)
    private String listener;

    @Column(name = "client_address", nullable = false, length = MAX_SHORT)
    private String clientAddress;

    @Column(name = "client_port", nullable = false)
    private int clientPort;

    @Column(name = "server_address", nullable = false, length = MAX_SHORT)
    private String serverAddress;

    @Column(name = "server_port", nullable = false)
    private int serverPort;

    @Column(name = "helo_name", nullable = false, length = MAX_SHORT)
    private String heloName;

    @Column(name = "extended", nullable = false)
    private boolean extended;

    @Column(name = "connected_at", nullable = false)
    private Instant connectedAt;

    @Column(name = "started_at", nullable = false)
    private Instant startedAt;

    @Column(name = "received_at", nullable = false)
    private Instant receivedAt;

    @Column(name = "reverse_path", nullable = false, length = MAX_ADDRESS)
    private String reversePath;

    @Enumerated(EnumType.STRING)
    @Column(name = "body_type", nullable = false, length = 20)
    private SmtpTransaction.BodyType bodyType;

    @Column(name = "declared_size")
    private Long declaredSize;

    @Column(name = "octets", nullable = false)
    private long size;

    @Column(name = "header_subject", length = MAX_FIELD)
    private String subject;

    @Column(name = "header_from", length = MAX_FIELD)
    private String from;

    @Column(name = "header_to", length = MAX_FIELD)
    private String to;

    @Column(name = "header_date", length = MAX_SHORT)
    private String date;

    @Column(name = "header_message_id", length = MAX_FIELD)
    private String messageId;

    @Transient
    private List<String> recipients = List.of();

    /** For Jakarta Persistence. */
    protected StoredMessage() {}

    StoredMessage(SmtpMessage message, MessageHeader header, Instant receivedAt) {
        SmtpSession session = message.session();
        SmtpTransaction transaction = message.transaction();
        this.transactionId = Text.column(transaction.id(), MAX_SHORT);
        this.sessionId = Text.column(session.id(), MAX_SHORT);
        this.listener = Text.column(session.listener(), MAX_SHORT);
        this.clientAddress = address(session.remoteAddress());
        this.clientPort = session.remoteAddress().getPort();
        this.serverAddress = address(session.localAddress());
        this.serverPort = session.localAddress().getPort();
        this.heloName = Text.column(session.heloName(), MAX_SHORT);
        this.extended = session.isExtended();
        this.connectedAt = session.connectedAt();
        this.startedAt = transaction.startedAt();
        this.receivedAt = receivedAt;
        this.reversePath = Text.column(message.reversePath().toString(), MAX_ADDRESS);
        this.bodyType = transaction.bodyType();
        OptionalLong declared = transaction.declaredSize();
        this.declaredSize = declared.isPresent() ? declared.getAsLong() : null;
        this.size = message.size();
        this.subject = Text.column(header.value("Subject"), MAX_FIELD);
        this.from = Text.column(header.value("From"), MAX_FIELD);
        this.to = Text.column(header.value("To"), MAX_FIELD);
        this.date = Text.column(header.value("Date"), MAX_SHORT);
        this.messageId = Text.column(header.value("Message-ID"), MAX_FIELD);
    }

    /** The address in numbers: no name is looked up. */
    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }

    /** Grows with each message that is stored; a later message may be committed before an earlier one. */
    public long id() {
        return id;
    }

    public String transactionId() {
        return transactionId;
    }

    public String sessionId() {
        return sessionId;
    }

    public String listener() {
        return listener;
    }

    public String clientAddress() {
        return clientAddress;
    }

    public int clientPort() {
        return clientPort;
    }

    public String serverAddress() {
        return serverAddress;
    }

    public int serverPort() {
        return serverPort;
    }

    public String heloName() {
        return heloName;
    }

    public boolean extended() {
        return extended;
    }

    public Instant connectedAt() {
        return connectedAt;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** When the bean was given the message. */
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

    public SmtpTransaction.BodyType bodyType() {
        return bodyType;
    }

    public OptionalLong declaredSize() {
        return declaredSize == null ? OptionalLong.empty() : OptionalLong.of(declaredSize);
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

    /** The Date field as it was sent: a claim, and not always a date. */
    public String date() {
        return date;
    }

    public String messageId() {
        return messageId;
    }
}
